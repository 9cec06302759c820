import type { Platform } from '../../../platform/platform';
import { claimTranscode, layDown, leaseMs, renewLease } from './claim-transcode';
import { runTranscode } from './run-transcode';
import type { TranscodeRecord } from './video.model';

/** What nobody heard of, and what waits to be tried again, is looked for this often. */
const lookEveryMs = 3_000;
const tellEveryMs = 1_000;
const wakers = new WeakMap<Platform, () => void>();

/** There is work: the worker of this process looks at once. */
export function wakeTranscoder(platform: Platform): void {
  wakers.get(platform)?.();
}

/** Works on videos, one piece at a time, for as long as this process lives. @returns what ends it */
export function startTranscoder(platform: Platform): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const state = { busy: null as Promise<void> | null, again: false };
  const workOff = async (): Promise<void> => {
    while (!signal.aborted) {
      const transcode = await claimTranscode();
      if (transcode === null) return;
      await workOn(transcode, platform, signal);
    }
  };
  const wake = (): void => {
    if (signal.aborted) return;
    state.again = true;
    state.busy ??= (async () => {
      while (state.again) {
        state.again = false;
        await workOff();
      }
    })()
      .catch((error: unknown) => platform.log.warn({ err: error }, 'no work on videos'))
      .finally(() => {
        state.busy = null;
        if (state.again) wake();
      });
  };
  wakers.set(platform, wake);
  const timer = setInterval(wake, lookEveryMs);
  wake();
  return async () => {
    clearInterval(timer);
    wakers.delete(platform);
    stopping.abort(new Error('this process stops'));
    await state.busy;
  };
}

/** Holds the lease while it works; whoever loses it stops. */
async function workOn(transcode: TranscodeRecord, platform: Platform, stopping: AbortSignal): Promise<void> {
  const { log, config } = platform;
  const lost = new AbortController();
  const signal = AbortSignal.any([stopping, lost.signal]);
  let [share, told, toldAt] = [0, 0, Date.now()];
  const beat = (): void => {
    const isDue = Date.now() - toldAt >= leaseMs / 3;
    if (signal.aborted || (share === told && !isDue)) return;
    [told, toldAt] = [share, Date.now()];
    renewLease(transcode, share).then(
      (mine) => mine || lost.abort(new Error('another works on it')),
      (error: unknown) => log.warn({ err: error, transcode: transcode._id }, 'lease not renewed'),
    );
  };
  const timer = setInterval(beat, tellEveryMs);
  try {
    await runTranscode(transcode, config, signal, (now) => (share = now));
  } catch (error) {
    // what could not be written down is found again when its lease ends
    if (!signal.aborted)
      log.warn({ err: error, transcode: transcode._id }, 'work on a video not written down');
    else if (stopping.aborted && !lost.signal.aborted) await layDown(transcode);
  } finally {
    clearInterval(timer);
  }
}
