import { isDeepStrictEqual } from 'node:util';
import type { LessonDraft, LessonSave } from '@quad/shared/learning';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { courseTag, staffCourse } from '../course-access';
import {
  CourseModel,
  LessonContentModel,
  type CourseRecord,
  type LessonContentRecord,
} from '../course.model';
import { mayShow } from '../video/video-of';
import { cleanBody } from './clean-html';
import { contentOf } from './lesson-content';
import { openCourse } from './write-course';

export async function readLessonDraft(
  ctx: Context,
  courseId: string,
  lessonId: string,
): Promise<LessonDraft> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  return presentDraft(ctx, await contentOf(course, lessonId));
}

/** Saves what was written to the version that was read. @throws Failure not_found, conflict with who saved in between */
export async function saveLesson(
  ctx: Context,
  courseId: string,
  lessonId: string,
  { version, body }: LessonSave,
): Promise<LessonDraft> {
  const course = await openCourse(ctx, courseId);
  const before = await contentOf(course, lessonId);
  if (before.draft.kind !== body.kind)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'body.kind', message: `this lesson is a ${before.draft.kind}` }],
    });
  if (body.kind === 'video' && before.draft.kind === 'video' && body.videoId !== before.draft.videoId)
    await refuseForeignVideo(course, body.videoId);
  const draft = cleanBody(body);
  const saved = await inTransaction(async (session) => {
    const written = await LessonContentModel.findOneAndUpdate(
      { _id: lessonId, courseId, districtId: course.districtId, version },
      { $set: { draft, savedAt: ctx.now(), savedBy: ctx.actor.personId }, $inc: { version: 1 } },
      { session, returnDocument: 'after' },
    ).lean<LessonContentRecord>();
    // a save to a course that is known to have changed leaves it alone: whoever publishes in between writes this lesson, too
    if (written !== null)
      await CourseModel.updateOne(
        { _id: courseId, changed: false },
        { $set: { changed: true } },
        { session },
      );
    return written;
  });
  if (saved === null) throw await savedBy(ctx, course.districtId, lessonId);
  if (!course.changed) await ctx.platform.cache.forget([courseTag(courseId)]);
  return presentDraft(ctx, saved);
}

async function refuseForeignVideo(course: CourseRecord, videoId: string | null): Promise<void> {
  if (videoId === null || (await mayShow(course, videoId))) return;
  throw new Failure('invalid_request', 'That video is not in this course.', {
    errors: [{ field: 'body.videoId', message: 'is no video of this course' }],
  });
}

async function savedBy(ctx: Context, districtId: string, lessonId: string): Promise<Failure> {
  const now = await LessonContentModel.findOne({ _id: lessonId, districtId }).lean<LessonContentRecord>();
  const by = (await namesOf([now?.savedBy ?? ''], districtId, ctx.platform))[now?.savedBy ?? ''] ?? '';
  return new Failure('conflict', `${by || 'Somebody'} saved this lesson in the meantime.`, { about: { by } });
}

async function presentDraft(
  { platform }: Context,
  { _id, courseId, districtId, version, draft, live, savedAt, savedBy }: LessonContentRecord,
): Promise<LessonDraft> {
  const names = await namesOf([savedBy], districtId, platform);
  return {
    ...{ lessonId: _id, courseId, version, body: draft, savedAt, savedBy: names[savedBy] ?? '' },
    changed: !isDeepStrictEqual(draft, live),
  };
}
