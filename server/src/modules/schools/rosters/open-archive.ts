import { promisify } from 'node:util';
import { open, type Entry, type ZipFile } from 'yauzl';
import { Unusable } from '../../../platform/imports/import-kind';

const maxEntries = 1_000;
const maxUnpacked = 2 * 1024 ** 3;
/** CSV packs to a tenth or so; what unpacks to so much more is made to fill a disk. */
const maxRatio = 200;
const smallBytes = 10 * 1024 ** 2;

export interface Archive {
  /** csv files by name in lower case, without `.csv` */
  names: ReadonlySet<string>;
  /** bytes of all that will be read */
  bytes: number;
  read(name: string): Promise<AsyncIterable<Uint8Array>>;
  close(): void;
}

const openZip = promisify<string, { lazyEntries: true; autoClose: false; validateEntrySizes: true }, ZipFile>(
  open as never,
);

/** A zip with its files at the root or in one folder. @throws Unusable for what is none, or is made to do harm */
export async function openArchive(path: string): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;
  const zip = await openZip(path, options).catch((error: unknown) => {
    throw broken(error);
  });
  try {
    const files = csvFiles(await entriesOf(zip), zip.fileSize);
    return {
      names: new Set(files.keys()),
      bytes: [...files.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0),
      read: async (name) => contentOf(zip, files.get(name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    // a path with `..` or a drive is refused by the reader itself
    zip.on('error', (error: unknown) => reject(broken(error)));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > maxEntries) reject(unusable('zipTooMany', { most: String(maxEntries) }));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.readEntry();
  });
}

function csvFiles(entries: readonly Entry[], bytes: number): Map<string, Entry> {
  const files = entries.filter(({ fileName }) => !/\/$|^__MACOSX\/|(^|\/)\./.test(fileName));
  const [unpacked, packed] = (['uncompressedSize', 'compressedSize'] as const).map((size) =>
    files.reduce((sum, entry) => sum + entry[size], 0),
  ) as [number, number];
  if (unpacked > maxUnpacked || (unpacked > smallBytes && unpacked > maxRatio * packed))
    throw unusable('zipTooLarge', { most: '2 GB' });
  // entries that lie over each other unpack the same bytes again and again
  if (packed > bytes) throw unusable('zipBroken', { problem: 'its files overlap' });
  if (files.some((entry) => entry.isEncrypted())) throw unusable('zipEncrypted');
  const tables = files.filter(({ fileName }) => /\.csv$/i.test(fileName));
  const folders = new Set(tables.map(({ fileName }) => fileName.slice(0, fileName.lastIndexOf('/') + 1)));
  const [folder = ''] = folders;
  if (folders.size > 1 || folder.split('/').length > 2) throw unusable('zipFolders');
  const found = new Map(
    tables.map((entry) => [
      entry.fileName
        .slice(folder.length)
        .replace(/\.csv$/i, '')
        .toLowerCase(),
      entry,
    ]),
  );
  // which of the two is meant, nobody knows
  if (found.size < tables.length) throw unusable('zipTwice');
  return found;
}

async function contentOf(zip: ZipFile, entry: Entry | undefined): Promise<AsyncIterable<Uint8Array>> {
  if (entry === undefined) throw new RangeError('the archive was asked for what it does not have');
  const stream = await new Promise<AsyncIterable<Uint8Array>>((resolve, reject) => {
    zip.openReadStream(entry, (error, content) => {
      if (error !== null) reject(broken(error));
      else resolve(content);
    });
  });
  return unbroken(stream);
}

/** A file that breaks off while it is unpacked is no fault of ours. */
async function* unbroken(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw broken(error);
  }
}

function broken(error: unknown): Unusable {
  return unusable('zipBroken', { problem: error instanceof Error ? error.message.slice(0, 200) : '' });
}

function unusable(code: string, about: Record<string, string> = {}): Unusable {
  return new Unusable({ code, file: null, about });
}
