import type { Transcode, transcodeStates } from '@quad/shared/learning';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { presentTranscode } from './present-video';
import { TranscodeModel, VideoModel, type VideoRecord } from './video.model';

interface Query {
  page?: number | undefined;
  state?: (typeof transcodeStates)[number] | undefined;
}

export async function listTranscodes(
  ctx: Context,
  courseId: string,
  { page, state }: Query,
): Promise<Paged<Transcode & { video: string }>> {
  await staffCourse(ctx, courseId, 'course:read');
  const found = await scoped(TranscodeModel, ctx.scope).page(
    { courseId, ...(state && { state }) },
    { sort: { madeAt: -1, _id: -1 }, page },
  );
  const videoIds = [...new Set(found.rows.map(({ videoId }) => videoId))];
  const videos = await VideoModel.find({ _id: { $in: videoIds } }, { name: 1 }).lean<VideoRecord[]>();
  const names = new Map(videos.map(({ _id, name }) => [_id, name]));
  const rows = found.rows.map((row) => ({ ...presentTranscode(row), video: names.get(row.videoId) ?? '' }));
  return { ...found, rows };
}
