import {
  brokenRules,
  coursePublished,
  lessonsOf,
  type CourseDetail,
  type LessonBody,
} from '@quad/shared/learning';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { effect } from '../../../platform/outbox/effect';
import { say } from '../../../platform/outbox/say';
import { LessonContentModel, type CourseRecord, type LessonContentRecord } from '../course.model';
import { presentCourse } from './present-course';
import { recount } from './recount';
import { placeOf } from './set-structure';
import { forgetCourse, openCourse, writeCourse } from './write-course';

/**
 * Shows learners the draft, structure and lessons, all of it at once.
 * @throws Failure not_found, not_allowed, conflict, invalid_request for what nobody could learn from
 */
export async function publishCourse(ctx: Context, courseId: string, version: number): Promise<CourseDetail> {
  const course = await openCourse(ctx, courseId);
  // a draft nobody has seen is not looked at: the write refuses it
  if (course.version === version) await refuseUnfinished(course);
  const [at, ids] = [ctx.now(), lessonsOf(course.draft).map(({ id }) => id)];
  const { districtId, schoolId, editions } = course;
  const published = await inTransaction(async (session) => {
    const written = await writeCourse(
      ctx,
      { ...course, version },
      {
        ...{ state: 'published', live: course.draft, changed: false, editions: editions + 1 },
        publishedAt: at,
      },
      session,
    );
    // each is written, also one that says the same: a save under way meets it and is made again
    await LessonContentModel.updateMany(
      { _id: { $in: ids }, courseId },
      [{ $set: { live: '$draft', liveAt: at } }],
      { session, updatePipeline: true },
    );
    const key = `${courseId}:${written.editions}`;
    await say(coursePublished, key, { districtId, schoolId }, { courseId }, session);
    return written;
  });
  await forgetCourse(ctx, courseId);
  return presentCourse(ctx, published);
}

export const recountPublished = effect(coursePublished, 'recount', ({ courseId }) => recount(courseId));

async function refuseUnfinished({ _id: courseId, draft }: CourseRecord): Promise<void> {
  const lessons = lessonsOf(draft);
  if (lessons.length === 0) throw new Failure('invalid_request', 'There is no lesson in this course yet.');
  const contents = await LessonContentModel.find(
    { _id: { $in: lessons.map(({ id }) => id) }, courseId },
    { 'draft.kind': 1, 'draft.url': 1, 'draft.videoId': 1 },
  )
    .hint({ _id: 1 })
    .lean<LessonContentRecord[]>();
  const bodies = new Map(contents.map((content) => [content._id, content.draft]));
  const errors = lessons.flatMap(({ id, title }) => {
    const lacks = lacking(bodies.get(id));
    return lacks === null ? [] : [{ field: placeOf(draft, id), message: `“${title}” has no ${lacks} yet.` }];
  });
  const broken = brokenRules(draft).map(({ lessonId, rule }) => ({
    field: `${placeOf(draft, lessonId)}.release.${rule}`,
    message: 'can only wait for a lesson that comes before it',
  }));
  const [first] = [...errors, ...broken];
  if (first !== undefined)
    throw new Failure('invalid_request', first.message, { errors: [...errors, ...broken].slice(0, 50) });
}

/** What a lesson cannot be learned from without, as far as it lacks it. */
function lacking(body: LessonBody | undefined): string | null {
  if (body === undefined) return 'content';
  if (body.kind === 'link' && body.url === '') return 'address';
  return body.kind === 'video' && body.videoId === null ? 'video' : null;
}
