import { mostVideoBytes, videoContract } from '@quad/shared/learning';
import { problem } from '@quad/shared/platform';
import type { DetailedError, Upload } from 'tus-js-client';
import { call } from '../../../../platform/api';
import { ApiError, Unreachable } from '../../../../platform/api-error';
import { refreshSession } from '../../../../platform/refresh';
import { createStore } from '../../../../platform/store';
import { forgetUpload, knownUpload, rememberUpload, type Announced } from './known-uploads';

/** Between pieces a pause or a broken wire costs nothing that has arrived. */
const pieceBytes = 16 * 1_024 ** 2;
const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000];
/** A larger file would have to lie in memory whole to be hashed. */
const mostHashedBytes = 64 * 1_024 ** 2;

export interface UploadState {
  id: string;
  courseId: string;
  name: string;
  bytes: number;
  videoId: string | null;
  sent: number;
  state: 'preparing' | 'sending' | 'waiting' | 'paused' | 'done' | 'failed';
  /** device time and bytes when it last began to send, for the time left */
  since: { at: number; sent: number } | null;
  error: unknown;
}

/** Uploads of this page, whatever lesson is open meanwhile. */
export const uploads = createStore<readonly UploadState[]>([]);
const running = new Map<string, Upload>();

function set(id: string, changes: Partial<UploadState>): void {
  uploads.set(uploads.get().map((each) => (each.id === id ? { ...each, ...changes } : each)));
}

export const isUnderWay = ({ state }: UploadState): boolean => state !== 'done' && state !== 'failed';

/** Announces the file, or goes on where an earlier try with the same file ended. @returns the video, or null when it was refused */
export async function upload(personId: string, courseId: string, file: File): Promise<string | null> {
  const id = `${courseId} ${file.name} ${file.size} ${file.lastModified}`;
  const before = uploads.get().find((each) => each.id === id);
  if (before !== undefined && isUnderWay(before)) return before.videoId;
  const begun: UploadState = {
    ...{ id, courseId, name: file.name, bytes: file.size, videoId: null, sent: 0 },
    ...{ state: 'preparing', since: null, error: null },
  };
  uploads.set([...uploads.get().filter((each) => each.id !== id), begun]);
  try {
    const key = `${personId} ${id}`;
    const announced = (await goingOn(key, courseId)) ?? (await announce(courseId, file));
    rememberUpload(key, announced);
    set(id, { videoId: announced.videoId });
    await send(id, key, file, announced);
    return announced.videoId;
  } catch (error) {
    set(id, { state: 'failed', error });
    return null;
  }
}

async function announce(courseId: string, file: File): Promise<Announced> {
  const body = { name: file.name.slice(0, 200), bytes: file.size };
  const sha256 = file.size > mostHashedBytes ? null : await hashOf(file);
  const sent = { params: { courseId }, body: sha256 === null ? body : { ...body, sha256 } };
  const { video, upload: address } = await call(videoContract.addVideo, sent);
  return { videoId: video.videoId, address };
}

/** An earlier try with this very file, if the server still waits for the rest of it. */
async function goingOn(key: string, courseId: string): Promise<Announced | null> {
  const known = knownUpload(key);
  if (known === null) return null;
  const params = { courseId, videoId: known.videoId };
  const video = await call(videoContract.video, { params }).catch(() => null);
  if (video?.state === 'uploading') return known;
  forgetUpload(key);
  return null;
}

/** Without https a browser has no digests; the server then takes the file as it comes. */
async function hashOf(file: File): Promise<string | null> {
  if (!('subtle' in crypto)) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(id: string, key: string, file: File, { address }: Announced): Promise<void> {
  const { Upload: Sender } = await import('tus-js-client');
  let signedOutAt: number | null = null;
  const sender = new Sender(file, {
    uploadUrl: new URL(address, location.href).href,
    ...{ chunkSize: pieceBytes, retryDelays, storeFingerprintForResuming: false },
    onBeforeRequest: async () => {
      if (signedOutAt !== null) await refreshSession(signedOutAt);
      signedOutAt = null;
    },
    onShouldRetry: (error) => {
      const status = statusOf(error);
      if (status === 401) signedOutAt = Date.now();
      else set(id, { state: 'waiting', since: null });
      return status === 0 || status === 401 || status === 409 || status === 423 || status >= 500;
    },
    onProgress: (sent) => {
      const now = uploads.get().find((each) => each.id === id);
      set(id, { state: 'sending', sent, since: now?.since ?? { at: Date.now(), sent } });
    },
    onError: (error) => {
      running.delete(id);
      set(id, { state: 'failed', error: refusalIn(error) });
    },
    onSuccess: () => {
      running.delete(id);
      forgetUpload(key);
      set(id, { state: 'done', sent: file.size });
    },
  });
  running.set(id, sender);
  sender.start();
}

function statusOf(error: DetailedError): number {
  return error.originalResponse?.getStatus() ?? 0;
}

/** What the server said, where tus only has its status. */
function refusalIn(error: Error | DetailedError): unknown {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  if (answer === null) return new Unreachable(error);
  try {
    return new ApiError(problem.parse(JSON.parse(answer.getBody())));
  } catch {
    return error;
  }
}

export function pauseUpload(id: string): void {
  void running.get(id)?.abort();
  set(id, { state: 'paused', since: null });
}

export function resumeUpload(id: string): void {
  set(id, { state: 'waiting' });
  running.get(id)?.start();
}

/** Stops sending; the video itself is removed by whoever asked for this. */
export function dropUpload(id: string): void {
  void running.get(id)?.abort();
  running.delete(id);
  uploads.set(uploads.get().filter((each) => each.id !== id));
}

/** What is wrong with the file before a byte of it is sent; null when nothing is. */
export function flawOf(file: File): 'empty' | 'tooBig' | 'notVideo' | null {
  if (file.size === 0) return 'empty';
  if (file.size > mostVideoBytes) return 'tooBig';
  // a file whose type the browser does not know may be a video all the same; the server looks into it
  return file.type === '' || file.type.startsWith('video/') ? null : 'notVideo';
}
