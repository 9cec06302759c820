import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { QuestionModel, type QuestionRecord } from './question.model';

/** A question of a course, for those who make it or look after its school. @throws Failure not_found, not_allowed */
export async function questionOf(
  ctx: Context,
  courseId: string,
  questionId: string,
  permission: 'course:read' | 'course:edit',
): Promise<QuestionRecord> {
  await staffCourse(ctx, courseId, permission);
  const found = await scoped(QuestionModel, ctx.scope).findOne({ _id: questionId, courseId });
  if (found === null) throw new Failure('not_found');
  return found;
}
