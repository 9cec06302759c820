import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Endpoint, FileAnswer } from '@quad/shared/platform';
import express, { type RequestHandler, type Response } from 'express';
import { Failure } from './failure';
import { spool } from './spool';

/** What the first bytes of a file say it is; a name or a header can claim anything. */
const zip = [0x50, 0x4b, 0x03, 0x04];
const office = 'application/vnd.openxmlformats-officedocument';
const signatures: [type: string, bytes: number[]][] = [
  ['application/zip', zip],
  [`${office}.wordprocessingml.document`, zip],
  [`${office}.presentationml.presentation`, zip],
  [`${office}.spreadsheetml.sheet`, zip],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** Takes the file of an endpoint, bounded, into memory or onto disk, and refuses what it is not. */
export function fileIntake({ upload }: Endpoint, dataDir: string): RequestHandler[] {
  if (upload === undefined) return [];
  if (upload.spool) return [spool(upload, dataDir)];
  const isWhatItSays: RequestHandler = (req, _res, next) => {
    const bytes: unknown = req.body;
    const type = req.get('content-type') ?? '';
    const signature = signatures.find(([known]) => known === type)?.[1];
    const fits = bytes instanceof Uint8Array && signature?.every((byte, i) => bytes[i] === byte) === true;
    if (fits) next();
    else
      next(
        new Failure('invalid_request', undefined, {
          errors: [{ field: 'file', message: `must be one of ${upload.types.join(', ')}` }],
        }),
      );
  };
  return [express.raw({ type: [...upload.types], limit: upload.maxBytes, inflate: false }), isWhatItSays];
}

/** Streams the file as an attachment; who stops reading stops its making. */
export async function sendFile({ type, name, content, rows }: FileAnswer, res: Response): Promise<void> {
  const ascii = name.replace(/[^\w.-]+/g, '-');
  res.set({
    'Content-Type': type,
    // whatever is in it, a browser that opens it all the same runs nothing of it
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(rows !== undefined && { 'X-Quad-Rows': String(rows) }),
  });
  try {
    await pipeline(Readable.from(content, { objectMode: false }), res);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!gone) throw error;
  }
}
