import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from '@quad/shared/platform';
import type { Request, RequestHandler } from 'express';
import { newId } from '../database/connect';
import type { SpooledFile } from '../imports/import-kind';
import { Failure } from './failure';

const sniffedBytes = 4_096;
const leftAfterMs = 3_600_000;
const zipStarts = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

const spooled = new WeakMap<Request, SpooledFile>();

/** The file that came with a request, until its answer is out: whoever wants it longer moves it. */
export function spooledOf(req: Request): SpooledFile | undefined {
  return spooled.get(req);
}

export function uploadsIn(dataDir: string): string {
  return join(dataDir, 'uploads');
}

/** Writes the body to disk as it arrives, so that its size costs no memory, and refuses what it is not. */
export function spool({ types, maxBytes }: NonNullable<Endpoint['upload']>, dataDir: string): RequestHandler {
  return async (req, res, next) => {
    const type = (req.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    if (!types.includes(type)) throw badFile(`must be one of ${types.join(', ')}`);
    if (Number(req.get('content-length') ?? 0) > maxBytes) throw new Failure('body_too_large');
    await mkdir(uploadsIn(dataDir), { recursive: true, mode: 0o700 });
    const path = join(uploadsIn(dataDir), newId());
    res.once('close', () => void rm(path, { force: true }).catch(() => undefined));
    const { bytes, first } = await write(req, path, maxBytes);
    const is = typeOf(first);
    if (is === null || !types.includes(is)) throw badFile(`must be one of ${types.join(', ')}`);
    spooled.set(req, { path, type: is, bytes });
    next();
  };
}

async function write(
  req: Request,
  path: string,
  maxBytes: number,
): Promise<{ bytes: number; first: Buffer }> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let first = Buffer.alloc(0);
  try {
    // the answer must find its way even when the rest is not wanted
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      const piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > maxBytes) throw new Failure('body_too_large');
      if (first.length < sniffedBytes) first = Buffer.concat([first, piece]).subarray(0, sniffedBytes);
      await file.write(piece);
    }
  } catch (error) {
    throw req.complete || error instanceof Failure ? error : new Failure('malformed_body');
  } finally {
    await file.close();
  }
  if (bytes === 0) throw badFile('is empty');
  return { bytes, first };
}

/** What the first bytes say it is; a name or a header can claim anything. */
function typeOf(first: Buffer): string | null {
  if (zipStarts.some((start) => start.every((byte, i) => first[i] === byte))) return 'application/zip';
  return first.includes(0) ? null : 'text/csv';
}

function badFile(message: string): Failure {
  return new Failure('invalid_request', undefined, { errors: [{ field: 'file', message }] });
}

/** Takes away what a process that died left half-written or unread. */
export async function sweepUploads(dataDir: string): Promise<void> {
  const dir = uploadsIn(dataDir);
  const names = await readdir(dir).catch((): string[] => []);
  for (const name of names) {
    const found = await stat(join(dir, name)).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > leftAfterMs)
      await rm(join(dir, name), { force: true });
  }
}
