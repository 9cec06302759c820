import { segmentSeconds } from '@quad/shared/learning';
import type { Request, Response } from 'express';
import { tellSegments, type SegmentsSent } from './segments';

/** Bytes; from inclusive, to exclusive. */
interface Bytes {
  from: number;
  to: number;
}

export interface Watching extends Omit<SegmentsSent, 'segments'> {
  file: string;
  /** where each lies in the file, in order */
  segments: readonly Bytes[];
}

/** Where segments would lie in a file of that size, if each second had as many bytes as any other. */
export function segmentsOf(size: number, duration: number): Bytes[] {
  const count = Math.ceil(duration / segmentSeconds);
  const at = (n: number): number => Math.min(size, Math.floor((size * n * segmentSeconds) / duration));
  return Array.from({ length: count }, (_, n) => ({ from: at(n), to: at(n + 1) }));
}

/**
 * Tells of each segment as it has gone out whole. A segment that came in two answers counts where the second begins no later than
 * the first ended.
 * @param size of the file
 * @param handsOver nginx sends it: what was asked for counts at once
 */
export function watchSent(
  req: Request,
  res: Response,
  watching: Watching,
  { size, handsOver }: { size: number; handsOver: boolean },
): void {
  const tell = (sent: Bytes): void => {
    const { personId, courseId, lessonId, videoId } = watching;
    const segments = wholeIn(watching, sent);
    if (segments.length > 0) tellSegments({ personId, courseId, lessonId, videoId, segments });
  };
  if (handsOver) {
    if (req.method === 'GET') tell(askedFor(req, size));
    return;
  }
  // only a body is piped: HEAD, 304 and 416 have none
  res.once('pipe', (stream) => {
    const from = Number(/^bytes (\d+)-/.exec(String(res.getHeader('Content-Range')))?.[1] ?? 0);
    let to = from;
    stream.on('data', (piece: Buffer) => {
      tell({ from: to, to: to + piece.length });
      to += piece.length;
    });
  });
}

/** As nginx reads the header: one range, else the whole. */
function askedFor(req: Request, size: number): Bytes {
  const ranges = req.range(size);
  if (ranges === -1) return { from: 0, to: 0 };
  const [range] = ranges === undefined || ranges === -2 || ranges.length !== 1 ? [] : ranges;
  return range === undefined ? { from: 0, to: size } : { from: range.start, to: range.end + 1 };
}

/** Up to where each file went out to each person lately: a piece that goes on there makes one with it. */
const lately = new Map<string, Bytes>();
const mostKept = 5_000;

/** The segments that are whole with this piece. */
function wholeIn({ personId, lessonId, videoId, file, segments }: Watching, piece: Bytes): number[] {
  const key = [personId, lessonId, videoId, file].join('|');
  const before = lately.get(key);
  const goesOn = before !== undefined && before.from <= piece.from && piece.from <= before.to;
  const joined = goesOn ? { from: before.from, to: Math.max(before.to, piece.to) } : piece;
  lately.delete(key);
  lately.set(key, joined);
  for (const oldest of lately.keys()) {
    if (lately.size <= mostKept) break;
    lately.delete(oldest);
  }
  return segments.flatMap(({ from, to }, n) =>
    from >= joined.from && to <= joined.to && to > piece.from && from < piece.to ? [n] : [],
  );
}
