import type { ClientSession } from 'mongoose';
import { VideoModel, type VideoRecord } from './video.model';

/**
 * What the copy of a course shows for the videos of the course it was made of: within a school the same ones, for nothing of them
 * is copied; elsewhere none.
 */
export async function copyVideos(
  { schoolId }: { schoolId: string },
  videoIds: readonly string[],
  session: ClientSession,
): Promise<ReadonlyMap<string, string>> {
  const found = await VideoModel.find(
    { _id: { $in: videoIds }, schoolId, removedAt: null },
    { _id: 1 },
    { session },
  ).lean<VideoRecord[]>();
  return new Map(found.map(({ _id }) => [_id, _id]));
}
