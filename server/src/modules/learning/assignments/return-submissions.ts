import { assignmentReturned } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { say } from '../../../platform/outbox/say';
import { staffCourse } from '../course-access';
import type { CourseRecord } from '../course.model';
import { assignmentOf } from './assignment-of';
import { SubmissionModel, type SubmissionRecord } from './submission.model';

/** Shows learners what their work is worth. Whoever has no grade yet, or was shown it, is passed over. */
export async function returnSubmissions(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  personIds: readonly string[],
): Promise<{ returned: number }> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  await assignmentOf(course, lessonId, 'live', ctx.platform);
  return { returned: await giveBack(ctx, course, lessonId, personIds) };
}

/** @returns how many were returned; what hangs on it (release rules, the gradebook, notices) follows from the event */
export async function giveBack(
  ctx: Context,
  course: CourseRecord,
  lessonId: string,
  personIds: readonly string[],
): Promise<number> {
  const { _id: courseId, districtId } = course;
  const [key, returnedAt] = [newId(), ctx.now()];
  return inTransaction(async (session) => {
    const graded = await SubmissionModel.find(
      { courseId, personId: { $in: personIds }, lessonId, districtId, state: 'graded' },
      { personId: 1 },
      { session },
    ).lean<SubmissionRecord[]>();
    if (graded.length === 0) return 0;
    await SubmissionModel.updateMany(
      { _id: { $in: graded.map(({ _id }) => _id) } },
      [{ $set: { state: 'returned', returned: '$grade', returnedAt, version: { $add: ['$version', 1] } } }],
      { session, updatePipeline: true },
    );
    const returned = graded.map(({ personId }) => personId);
    await say(assignmentReturned, key, course, { courseId, lessonId, personIds: returned }, session);
    return graded.length;
  });
}
