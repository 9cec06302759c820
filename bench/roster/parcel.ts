import { openAsBlob } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { importTypes, maxImportBytes } from '@quad/shared/imports';
import { zipSync } from 'fflate';
import { Refusal } from '../../deploy/local/refusal.mjs';

const [zipType, csvType] = importTypes;

export interface Parcel {
  name: string;
  content: Blob;
}

/** A zip or a CSV as it is, read while it is sent; the CSV files of a folder as a zip. @throws Refusal */
export async function parcelOf(path: string): Promise<Parcel> {
  // what may not even be looked at is as good as not there
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Refusal(`There is no ${path}.`);
  const parcel = found.isDirectory()
    ? { name: `${basename(resolve(path))}.zip`, content: await zipped(path) }
    : { name: basename(path), content: await openAsBlob(path, { type: await typeOf(path) }) };
  if (parcel.content.size <= maxImportBytes) return parcel;
  throw new Refusal(`${path} is bigger than ${maxImportBytes / 1024 / 1024} MB.`);
}

async function zipped(folder: string): Promise<Blob> {
  const names = (await readdir(folder)).filter((name) => /\.csv$/i.test(name)).sort();
  if (names.length === 0) throw new Refusal(`There is no CSV in ${folder}.`);
  const files = await Promise.all(
    names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const),
  );
  return new Blob([zipSync(Object.fromEntries(files))], { type: zipType });
}

async function typeOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK' ? zipType : csvType;
  } finally {
    await file.close();
  }
}
