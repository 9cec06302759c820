import { importTypes, maxImportBytes } from '@quad/shared/imports';

export interface Parcel {
  name: string;
  content: Blob;
}

export type Unfit = 'nothing' | 'oneZip' | 'tooBig';

const [zipType, csvType] = importTypes;
const isZip = ({ name }: File): boolean => /\.zip$/i.test(name);
const isCsv = ({ name }: File): boolean => /\.csv$/i.test(name);

/** Why these files cannot be sent, before anything is packed. */
export function unfit(files: readonly File[]): Unfit | null {
  const [zips, sheets] = [files.filter(isZip), files.filter(isCsv)];
  if (zips.length + sheets.length === 0) return 'nothing';
  if (zips.length > 1 || (zips.length === 1 && sheets.length > 0)) return 'oneZip';
  const bytes = [...zips, ...sheets].reduce((sum, { size }) => sum + size, 0);
  return bytes > maxImportBytes && sheets.length <= 1 ? 'tooBig' : null;
}

/** One file as it is; several CSV files, or a folder of them, as a zip. @param nameless what such a zip is called where no folder has a name */
export async function parcelOf(files: readonly File[], nameless: string): Promise<Parcel> {
  const sheets = files.filter(isCsv);
  const single = files.find(isZip) ?? (sheets.length === 1 ? sheets[0] : undefined);
  if (single !== undefined) {
    const type = isZip(single) ? zipType : csvType;
    return { name: single.name, content: single.slice(0, single.size, type) };
  }
  const folder = sheets[0]?.webkitRelativePath.split('/').at(-2);
  return { name: `${folder ?? nameless}.zip`, content: await zipped(sheets) };
}

/** Packed piece by piece, so that the page stays alive; not in a worker, whose script the page's policy would refuse. */
async function zipped(files: readonly File[]): Promise<Blob> {
  const { Zip, ZipDeflate } = await import('fflate');
  const pieces: BlobPart[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const file of files) {
    const entry = new ZipDeflate(file.name, { level: 6 });
    zip.add(entry);
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      entry.push(value ?? new Uint8Array(), done);
      if (done) break;
    }
  }
  zip.end();
  return new Blob(pieces, { type: zipType });
}

/** What was dropped, folders opened: a browser gives their files only one by one. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...files];
  return (await Promise.all(entries.map(filesIn))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const each of some) if (each.isFile) found.push(...(await filesIn(each)));
  }
}
