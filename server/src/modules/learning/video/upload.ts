import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { MemoryLocker, Server, Upload } from '@tus/server';
import type { ErrorCode } from '@quad/shared/platform';
import type { Request as HttpRequest } from 'express';
import { inTransaction } from '../../../platform/database/transaction';
import type { RawAnswer } from '../../../platform/http/binder';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import type { Platform } from '../../../platform/platform';
import { ownVideo } from './course-video';
import { folderOf, pathOf, source, videosIn } from './folders';
import { wakeTranscoder } from './transcoder';
import { orderProbe } from './transcodes';
import { VideoModel, type VideoRecord } from './video.model';

/** What of tus's answers goes out; it would let other sites read them, too. */
const handedOn = ['tus-resumable', 'upload-offset', 'upload-length'];
const servers = new WeakMap<Platform, Server>();

/**
 * tus: how many bytes have arrived, and the next bytes. The protocol is @tus/server's; who may is asked first, and where it ends the
 * look into the file begins.
 * @throws Failure not_allowed to whoever did not announce it
 */
export async function upload(
  ctx: Context,
  params: { courseId: string; videoId: string },
): Promise<RawAnswer> {
  const { video } = await ownVideo(ctx, params);
  if (video.addedBy !== ctx.actor.personId)
    throw new Failure('not_allowed', 'Only whoever began to upload this video can go on with it.');
  const { platform } = ctx;
  return async (req, res) => {
    res.set({ 'Tus-Resumable': '1.0.0', 'Tus-Version': '1.0.0' });
    const file = join(folderOf(video, platform.config), source);
    if (video.state === 'uploading') await prepare(file);
    const answer = await tusOf(platform).handleWeb(asked(req, video));
    const received = await sizeOf(file);
    if (video.state === 'uploading' && received > 0) await arrived(video, received, platform);
    if (answer.status >= 400) throw refusalOf(answer.status, (await answer.text()).trim());
    for (const name of handedOn) if (answer.headers.has(name)) res.set(name, answer.headers.get(name) ?? '');
    res.status(answer.status).end();
  };
}

/** The files on disk are all that tus keeps, so a server that was killed goes on with what is there. */
function tusOf(platform: Platform): Server {
  const known = servers.get(platform);
  if (known !== undefined) return known;
  const datastore = new FileStore({
    directory: videosIn(platform.config),
    // what others keep in a file beside it stands in the database
    configstore: { get: announced, set: () => Promise.resolve(), delete: () => Promise.resolve() },
  });
  const server = new Server({
    ...{ path: '/', datastore, locker: new MemoryLocker() },
    getFileIdFromRequest: ({ url }) => new URL(url).pathname.slice(1),
  });
  servers.set(platform, server);
  return server;
}

async function announced(id: string): Promise<Upload | undefined> {
  const [, videoId] = id.split('/');
  const video = await VideoModel.findById(videoId, { bytes: 1 }).lean<Pick<VideoRecord, 'bytes'>>();
  return video === null ? undefined : new Upload({ id, size: video.bytes, offset: 0 });
}

/** The request as tus is to see it: the file's own name for an address, and nothing of who asks. */
function asked(req: HttpRequest, video: VideoRecord): Request {
  const names = ['tus-resumable', 'upload-offset', 'upload-length', 'content-type', 'content-length'];
  const headers = new Headers(
    names.flatMap((name): [string, string][] => {
      const value = req.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const url = new URL(pathOf(video, source), 'http://upload.invalid/');
  if (req.method === 'HEAD') return new Request(url, { method: 'HEAD', headers });
  const body = Readable.toWeb(req) as ReadableStream;
  const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', headers, body, duplex: 'half' };
  return new Request(url, init);
}

async function prepare(file: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true, mode: 0o750 });
  await (await open(file, 'a', 0o640)).close();
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  return found?.size ?? 0;
}

/** Whoever asks for the state may be the first to see that the last bytes came before a server was killed. */
export async function arrived(video: VideoRecord, received: number, platform: Platform): Promise<void> {
  const uploading = { _id: video._id, state: 'uploading', removedAt: null } as const;
  const news = { received, touchedAt: Date.now() };
  if (received < video.bytes) {
    if (received !== video.received) await VideoModel.updateOne(uploading, { $set: news });
    return;
  }
  await inTransaction(async (session) => {
    const { matchedCount } = await VideoModel.updateOne(
      uploading,
      { $set: { ...news, state: 'probing' } },
      { session },
    );
    if (matchedCount === 1) await orderProbe(video, session);
  });
  wakeTranscoder(platform);
}

const refusals: Record<number, ErrorCode> = {
  404: 'not_found',
  410: 'not_found',
  409: 'conflict',
  413: 'body_too_large',
};

/** tus's statuses as ours; what else it refuses is a request that does not speak its protocol. */
function refusalOf(status: number, why: string): Failure | Error {
  if (status >= 500) return new Error(`tus: ${why}`);
  return new Failure(refusals[status] ?? 'malformed_body', why === '' ? undefined : why);
}
