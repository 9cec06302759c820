import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { learnerCourse, openLesson, staffCourse } from '../course-access';
import type { CourseRecord } from '../course.model';
import { PostModel, type PostRecord } from './post.model';

export interface Talk {
  course: CourseRecord;
  /** learns in the course or makes it; a district's admin looks on */
  mayWrite: boolean;
  mayModerate: boolean;
}

export function posts(ctx: Context) {
  return scoped(PostModel, ctx.scope);
}

/** The discussion below a lesson that is open to the actor. @throws Failure not_found also where the course has none, lesson_locked */
export async function talkBelow(ctx: Context, courseId: string, lessonId: string): Promise<Talk> {
  const { course, enrolment } = await openLesson(ctx, courseId, lessonId);
  if (!course.discussion) throw new Failure('not_found');
  const { districtId, schoolId, teacherIds: authors } = course;
  const mayModerate = ctx.can('course:edit', { districtId, schoolId, authors });
  return { course, mayModerate, mayWrite: mayModerate || enrolment !== null };
}

/** The same for writing. @throws Failure not_found, not_allowed, lesson_locked */
export async function writingBelow(ctx: Context, courseId: string, lessonId: string): Promise<Talk> {
  const talk = await talkBelow(ctx, courseId, lessonId);
  if (!talk.mayWrite) throw new Failure('not_allowed');
  return talk;
}

interface Which {
  courseId: string;
  postId: string;
}

/** A post whose lesson is open to the actor. @throws Failure not_found, lesson_locked */
export async function postFor(ctx: Context, { courseId, postId }: Which): Promise<PostRecord> {
  // whoever has nothing to do with the course does not learn which posts there are
  await learnerCourse(ctx, courseId);
  const post = await posts(ctx).findOne({ _id: postId, courseId });
  if (post === null) throw new Failure('not_found');
  await talkBelow(ctx, courseId, post.lessonId);
  return post;
}

/** A post of the actor's own. @throws Failure not_found, not_allowed, lesson_locked */
export async function ownPost(ctx: Context, which: Which): Promise<PostRecord> {
  const post = await postFor(ctx, which);
  if (post.personId !== ctx.actor.personId) throw new Failure('not_allowed');
  return post;
}

/** A post for those who make the course. @throws Failure not_found, not_allowed */
export async function postForStaff(ctx: Context, { courseId, postId }: Which): Promise<PostRecord> {
  await staffCourse(ctx, courseId, 'course:edit');
  const post = await posts(ctx).findOne({ _id: postId, courseId });
  if (post === null) throw new Failure('not_found');
  return post;
}
