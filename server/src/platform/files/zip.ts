import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: AsyncIterable<string> | Iterable<string>;
}

const version = 20;
/** sizes follow the content (bit 3), names are UTF-8 (bit 11) */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980: the format knows no earlier day, and the file says itself as of when it is */
const dosDate = 0x0021;
const fourGigabytes = 0xffff_ffff;

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  at: number;
}

/**
 * A zip file entry by entry, the next asked for once the one before is out, each read as it is compressed; its content is never in memory whole.
 * Without Zip64: @throws Error beyond 4 GB
 */
export async function* zipOf(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at: offset };
    const head = localHeader(entry.name);
    yield head;
    // the callback form ends both streams when either fails or its reader leaves, and the loop throws what went wrong
    const packing = pipeline(Readable.from(measured(content, entry)), createDeflateRaw(), () => undefined);
    for await (const chunk of packing as AsyncIterable<Buffer>) {
      entry.packed += chunk.length;
      yield chunk;
    }
    const tail = fields([4, 0x08074b50], [4, entry.crc], [4, entry.packed], [4, entry.size]);
    yield tail;
    written.push(entry);
    offset += head.length + entry.packed + tail.length;
    if (offset > fourGigabytes || entry.size > fourGigabytes) throw new Error('more than a zip file holds');
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  yield fields(
    ...([
      [4, 0x06054b50],
      [4, 0],
      [2, written.length],
      [2, written.length],
    ] as const),
    ...([
      [4, directory.length],
      [4, offset],
      [2, 0],
    ] as const),
  );
}

async function* measured(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const head = fields(
    ...([
      [4, 0x04034b50],
      [2, version],
      [2, flags],
      [2, deflated],
      [2, 0],
      [2, dosDate],
    ] as const),
    ...([
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ] as const),
  );
  return Buffer.concat([head, name]);
}

function centralHeader({ name, crc, packed, size, at }: Written): Buffer {
  const head = fields(
    ...([
      [4, 0x02014b50],
      [2, version],
      [2, version],
      [2, flags],
      [2, deflated],
    ] as const),
    ...([
      [2, 0],
      [2, dosDate],
      [4, crc],
      [4, packed],
      [4, size],
      [2, name.length],
    ] as const),
    ...([
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, at],
    ] as const),
  );
  return Buffer.concat([head, name]);
}

/** Little-endian numbers one after the other, each `[bytes, value]`. */
function fields(...values: (readonly [2 | 4, number])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
