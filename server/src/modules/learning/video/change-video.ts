import type { Video } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { ownVideo } from './course-video';
import { presentVideo } from './present-video';
import { VideoModel, type VideoRecord } from './video.model';

interface Change {
  version: number;
  name?: string | undefined;
  chapters?: { at: number; title: string }[] | undefined;
}

/** @throws Failure conflict when somebody else changed it, invalid_request for a chapter after the end */
export async function changeVideo(
  ctx: Context,
  params: { courseId: string; videoId: string },
  { version, name, chapters }: Change,
): Promise<Video> {
  const { video } = await ownVideo(ctx, params);
  const { duration } = video;
  const late = chapters?.findIndex(({ at }) => duration !== null && at >= duration) ?? -1;
  if (late !== -1)
    throw new Failure('invalid_request', 'A chapter begins after the video has ended.', {
      errors: [{ field: `chapters.${late}.at`, message: 'begins after the video has ended' }],
    });
  const inOrder = chapters && [...chapters].sort((a, b) => a.at - b.at);
  const after = await VideoModel.findOneAndUpdate(
    { _id: video._id, version, removedAt: null },
    {
      $set: { ...(name !== undefined && { name }), ...(inOrder && { chapters: inOrder }) },
      $inc: { version: 1 },
    },
    { returnDocument: 'after' },
  ).lean<VideoRecord>();
  if (after === null)
    throw new Failure('conflict', 'Somebody else changed this video meanwhile. Look at it again.');
  return presentVideo(after, ctx.platform);
}
