import type { Job } from '../../../platform/jobs/jobs';
import type { Platform } from '../../../platform/platform';
import { endVideo, sweepVideo } from './remove-video';
import { VideoModel, type VideoRecord } from './video.model';

const abandonedMs = 24 * 3_600_000;
const most = 200;

/** Ends uploads whose last byte came a day ago, and takes away files that a process which died left behind. */
export const sweepVideos: Job = { name: 'videos swept', every: '1 hour', run: (platform) => sweep(platform) };

async function sweep({ config, log }: Platform): Promise<void> {
  const touchedAt = { $lt: Date.now() - abandonedMs };
  const abandoned = await VideoModel.find({ state: 'uploading', removedAt: null, touchedAt })
    .limit(most)
    .lean<VideoRecord[]>();
  for (const video of abandoned)
    await endVideo(video).catch((error: unknown) =>
      log.warn({ err: error, video: video._id }, 'an abandoned upload was not ended'),
    );
  const ended = await VideoModel.find({ removedAt: { $gt: 0 }, swept: false })
    .limit(most)
    .lean<VideoRecord[]>();
  for (const video of ended) await sweepVideo(video, config);
}
