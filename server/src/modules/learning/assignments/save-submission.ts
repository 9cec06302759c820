import type { MySubmission } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { begun, changed, changedMeanwhile, learnersWork, presentOwn, refuseUnlessDraft } from './own-work';

/** Keeps what a learner has written so far; made to an older version than there is, it is a conflict. */
export async function saveSubmission(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  { version, text }: { version: number; text: string },
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const before = await begun(work, lessonId, ctx.now());
  refuseUnlessDraft(before);
  if (before.version !== version) throw changedMeanwhile();
  const record = await changed(before, { $set: { text } });
  return presentOwn(ctx, { ...work, record });
}
