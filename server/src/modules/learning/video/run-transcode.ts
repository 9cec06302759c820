import type { Config } from '../../../platform/config/config';
import { reasonOf } from '../../../platform/outbox/reason';
import { claimed, mostTries } from './claim-transcode';
import { folderOf, removeFolder } from './folders';
import { makePoster, makeRung, type Work } from './make-rendition';
import { probe, Refused } from './probe';
import { ProgramFailed } from './run-program';
import { settle, type Ended } from './settle-transcode';
import { TranscodeModel, VideoModel, type TranscodeRecord, type VideoRecord } from './video.model';

const waitMs = 5_000;

/**
 * Does a piece of work that was claimed, and writes down how it ended; what failed is tried again a little later, three times in all.
 * @param signal stops it in the middle
 * @throws the signal's reason
 */
export async function runTranscode(
  transcode: TranscodeRecord,
  config: Pick<Config, 'dataDir' | 'ffmpeg'>,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<void> {
  const video = await VideoModel.findById(transcode.videoId).lean<VideoRecord>();
  if (video === null || video.removedAt !== null) return;
  const ended = await tryOut({
    ...{ video, transcode, config, signal, progress },
    folder: folderOf(video, config),
  });
  if (ended.kind === 'failed' && transcode.tries < mostTries) {
    const nextAt = new Date(Date.now() + waitMs * transcode.tries);
    await TranscodeModel.updateOne(claimed(transcode), {
      $set: { state: 'waiting', nextAt, progress: 0, log: ended.log },
    });
    return;
  }
  if ((await settle(transcode, ended)) && ended.kind === 'refused') await removeFolder(video, config);
}

async function tryOut(work: Work): Promise<Ended> {
  const { transcode, video, folder, config, signal } = work;
  // it took its worker down with it each time
  if (transcode.tries > mostTries) return { kind: 'failed', log: 'It was cut off again and again.' };
  try {
    if (transcode.what === 'probe')
      return {
        kind: 'probed',
        probed: await probe(video, folder, config, signal),
        canTranscode: config.ffmpeg !== undefined,
      };
    if (transcode.what === 'poster') return { kind: 'poster', ...(await makePoster(work)) };
    return { kind: 'rung', ...(await makeRung(work)) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused) return { kind: 'refused', why: error.message };
    return { kind: 'failed', log: error instanceof ProgramFailed ? error.log : reasonOf(error) };
  }
}
