import { isTaken, lateDays, mostHandIns, type MySubmission } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { recordProgress } from '../record-progress';
import { begun, changedMeanwhile, learnersWork, presentOwn, refuseUnlessDraft } from './own-work';
import { SubmissionModel, type SubmissionRecord } from './submission.model';

/** Hands in what stands there now. Every time is kept; the last one is graded. */
export async function handIn(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  version: number,
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const { enrolment, modules, body, timeZone } = work;
  const before = await begun(work, lessonId, ctx.now());
  refuseUnlessDraft(before);
  if (before.version !== version) throw changedMeanwhile();
  const at = ctx.now();
  const late = lateDays(at, body.dueAt, timeZone);
  refuseUnlessTaken(before, isTaken(body.late, late));
  const { _id, text, files } = before;
  const after: Pick<SubmissionRecord, 'state' | 'handedInAt' | 'lateDays' | 'handIns'> = {
    ...{ state: 'handedIn', handedInAt: at, lateDays: late },
    handIns: [...before.handIns, { at, text, files, lateDays: late }],
  };
  await recordProgress(enrolment, modules, { lessonId, done: true }, at, async (session) => {
    const { matchedCount } = await SubmissionModel.updateOne(
      { _id, version, state: 'draft' },
      { $set: after, $inc: { version: 1 } },
      { session },
    );
    if (matchedCount === 0) throw changedMeanwhile();
  });
  return presentOwn(ctx, { ...work, record: { ...before, ...after, version: version + 1 } });
}

function refuseUnlessTaken({ text, files, handIns }: SubmissionRecord, taken: boolean): void {
  if (!taken) throw new Failure('conflict', 'This is too late to be handed in. Ask your teacher.');
  if (handIns.length >= mostHandIns)
    throw new Failure('conflict', `This was handed in ${mostHandIns} times. Ask your teacher.`);
  if (text.trim() === '' && files.length === 0)
    throw new Failure('invalid_request', 'Write something or add a file first.', {
      errors: [{ field: 'text', message: 'Write something or add a file first.' }],
    });
}
