import type { CourseOutline } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { learnerTag, openLesson } from '../course-access';
import { recordProgress } from '../record-progress';
import { presentOutline } from './outline';

/** Takes the learner's word that a text was read or a link followed; what is earned is said by its own part. */
export async function finishLesson(
  ctx: Context,
  courseId: string,
  lessonId: string,
  done: boolean,
): Promise<CourseOutline> {
  const learning = await openLesson(ctx, courseId, lessonId);
  const { enrolment, modules, lesson } = learning;
  if (enrolment === null) throw new Failure('conflict', 'This is a preview: nothing is written down.');
  if (lesson.kind !== 'text' && lesson.kind !== 'link')
    throw new Failure('conflict', 'This lesson is done by doing what it asks for.');
  const after = await recordProgress(enrolment, modules, { lessonId, done }, ctx.now());
  if (after === null) throw new Failure('not_found');
  await ctx.platform.cache.forget([learnerTag(enrolment._id)]);
  return presentOutline(ctx, { ...learning, enrolment: after, facts: after });
}
