import type { Video } from '@quad/shared/learning';
import type { Paged } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { scoped } from '../../../platform/database/scoped';
import { staffCourse } from '../course-access';
import { courseVideo } from './course-video';
import { presentVideo, presentVideos } from './present-video';
import { VideoModel } from './video.model';

export async function listVideos(
  ctx: Context,
  courseId: string,
  { q, page }: { q?: string | undefined; page?: number | undefined },
): Promise<Paged<Video>> {
  await staffCourse(ctx, courseId, 'course:read');
  const called = q === undefined || q === '' ? {} : { name: { $regex: literal(q), $options: 'i' } };
  const found = await scoped(VideoModel, ctx.scope).page(
    { courseId, removedAt: null, ...called },
    { sort: { addedAt: -1, _id: -1 }, page },
  );
  return { ...found, rows: await presentVideos(found.rows, ctx.scope.districtId, ctx.platform) };
}

export async function readVideo(ctx: Context, params: { courseId: string; videoId: string }): Promise<Video> {
  return presentVideo(await courseVideo(ctx, params), ctx.platform);
}

/** Within the videos of one course, which an index finds. */
function literal(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
