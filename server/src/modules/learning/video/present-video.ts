import type { Transcode, Video } from '@quad/shared/learning';
import type { Platform } from '../../../platform/platform';
import { namesOf } from '../../identity';
import type { TranscodeRecord, VideoRecord } from './video.model';

export async function presentVideos(
  videos: readonly VideoRecord[],
  districtId: string,
  platform: Platform,
): Promise<Video[]> {
  const names = await namesOf(
    videos.map(({ addedBy }) => addedBy),
    districtId,
    platform,
  );
  return videos.map(({ _id: videoId, rungs, addedBy, ...rest }) => ({
    ...rest,
    videoId,
    rungs: rungs.map(({ rung }) => rung),
    addedBy: names[addedBy] ?? '',
  }));
}

export async function presentVideo(video: VideoRecord, platform: Platform): Promise<Video> {
  const [presented] = await presentVideos([video], video.districtId, platform);
  if (presented === undefined) throw new Error('one video makes one');
  return presented;
}

export function presentTranscode({ _id: transcodeId, ...rest }: TranscodeRecord): Transcode {
  return { ...rest, transcodeId };
}
