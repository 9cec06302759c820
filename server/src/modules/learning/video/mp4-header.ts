import { open, type FileHandle } from 'node:fs/promises';

const mostMoovBytes = 64 * 1024 ** 2;
const mostBoxes = 10_000;

export interface Mp4Header {
  /** seconds */
  duration: number;
  width: number;
  height: number;
}

/** Length and size of a film in an MP4 or QuickTime file, for where there is no ffprobe; null for anything else. ISO/IEC 14496-12. */
export async function readMp4Header(path: string): Promise<Mp4Header | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const moov = await findMoov(file, size);
    return moov === null ? null : headerIn(moov);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function findMoov(file: FileHandle, size: number): Promise<Buffer | null> {
  const head = Buffer.alloc(16);
  for (let at = 0, n = 0; at + 8 <= size && n < mostBoxes; n++) {
    await file.read(head, 0, 16, at);
    const type = head.toString('latin1', 4, 8);
    if (n === 0 && type !== 'ftyp') return null;
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    if (length < 8 || at + length > size) return null;
    if (type === 'moov') {
      if (length > mostMoovBytes) return null;
      const moov = Buffer.alloc(length - 8);
      await file.read(moov, 0, moov.length, at + 8);
      return moov;
    }
    at += length;
  }
  return null;
}

function headerIn(moov: Buffer): Mp4Header | null {
  let duration = 0;
  let [width, height] = [0, 0];
  for (const { type, body } of boxesIn(moov)) {
    if (type === 'mvhd') {
      const long = body.readUInt8(0) === 1;
      const scale = body.readUInt32BE(long ? 20 : 12);
      const units = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
      duration = scale === 0 ? 0 : units / scale;
    }
    if (type !== 'trak') continue;
    const track = boxesIn(body).find((box) => box.type === 'tkhd')?.body;
    // sound has no size; the matrix of a film that lies on its side has nothing where an upright one has its scale
    if (track === undefined || track.readUInt32BE(track.length - 8) === 0) continue;
    const sides = [track.readUInt32BE(track.length - 8) >>> 16, track.readUInt32BE(track.length - 4) >>> 16];
    const turned = track.readInt32BE(track.length - 44) === 0;
    [width = 0, height = 0] = turned ? sides.reverse() : sides;
  }
  return duration > 0 && width > 0 && height > 0 ? { duration, width, height } : null;
}

function boxesIn(bytes: Buffer): { type: string; body: Buffer }[] {
  const boxes: { type: string; body: Buffer }[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8 || at + length > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + length) });
    at += length;
  }
  return boxes;
}
