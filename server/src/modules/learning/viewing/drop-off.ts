import { counted, lessonsOf, type DropOff } from '@quad/shared/learning';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import type { CourseRecord } from '../course.model';
import { liveBodyOf } from '../courses/lesson-content';
import { videoOf } from '../video/video-of';
import { Recently } from './recently';
import { ViewingModel } from './viewing.model';

/** seconds a bar stands for */
const step = 10;
const recently = new Recently<Omit<DropOff, 'asOf'> & { readAt: number }>(60_000, 200);

/** How many watched each ten seconds of a lesson's video, as of the last minute. */
export async function dropOff(ctx: Context, courseId: string, lessonId: string): Promise<DropOff> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const lesson = lessonsOf(course.live ?? []).find(({ id }) => id === lessonId);
  if (lesson?.kind !== 'video') throw new Failure('not_found');
  const body = await liveBodyOf(courseId, lessonId, ctx.platform);
  const videoId = body?.kind === 'video' ? body.videoId : null;
  const video = videoId === null ? null : await videoOf(videoId, ctx.platform);
  if (videoId === null || video?.duration == null)
    return { lessonId, duration: 0, viewers: 0, step, watched: [], asOf: ctx.now() };
  const { duration } = video;
  const { readAt, ...counts } = await recently.read(`${lessonId} ${videoId}`, () =>
    count(ctx, { course, lessonId, videoId, duration }),
  );
  return { ...counts, asOf: readAt + ctx.district.clockOffset };
}

interface Film {
  course: CourseRecord;
  lessonId: string;
  videoId: string;
  duration: number;
}

/** Each viewing is looked at once and let go; a bar counts whoever watched any second of it. */
async function count(ctx: Context, { lessonId, videoId, duration }: Film) {
  const readAt = Date.now();
  const watched = Array.from({ length: Math.ceil(duration / step) }, () => 0);
  let viewers = 0;
  const viewings = scoped(ViewingModel, ctx.scope).stream(
    { lessonId, videoId },
    { select: { claimed: 1, fetched: 1 }, sort: { lessonId: 1 }, hint: { lessonId: 1 } },
  );
  for await (const viewing of viewings) {
    const seen = new Set<number>();
    for (const [from, to] of counted(viewing))
      for (let bar = Math.floor(from / step); bar * step < to; bar++) seen.add(bar);
    if (seen.size > 0) viewers += 1;
    for (const bar of seen) if (watched[bar] !== undefined) watched[bar] += 1;
  }
  return { lessonId, duration, viewers, step, watched, readAt };
}
