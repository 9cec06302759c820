import { isTaken, lateDays, mostHandIns, type MySubmission } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { recordProgress } from '../record-progress';
import { changedMeanwhile, learnersWork, mayTakeBack, presentOwn } from './own-work';
import { SubmissionModel } from './submission.model';

/** What was handed in can be written on; what was returned stays done, whatever becomes of the next try. */
export async function takeBack(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const { enrolment, modules, body, timeZone, record: before } = work;
  if (before === null || before.state === 'draft') return presentOwn(ctx, work);
  const now = ctx.now();
  const again =
    isTaken(body.late, lateDays(now, body.dueAt, timeZone)) && before.handIns.length < mostHandIns;
  if (!mayTakeBack(before.state, body.dueAt, now, again))
    throw new Failure('conflict', 'This cannot be taken back any more. Write to your teacher below.');
  const { _id, version, state } = before;
  const after = { state: 'draft', handedInAt: null, lateDays: 0 } as const;
  const step = { lessonId, done: before.returned !== null };
  await recordProgress(enrolment, modules, step, now, async (session) => {
    const { matchedCount } = await SubmissionModel.updateOne(
      { _id, version, state },
      { $set: after, $inc: { version: 1 } },
      { session },
    );
    if (matchedCount === 0) throw changedMeanwhile();
  });
  return presentOwn(ctx, { ...work, record: { ...before, ...after, version: version + 1 } });
}
