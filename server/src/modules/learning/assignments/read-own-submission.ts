import type { MySubmission } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { ownWork, presentOwn } from './own-work';

/** A learner's own work; to staff who look at the draft, an empty one. */
export async function readOwnSubmission(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
): Promise<MySubmission> {
  return presentOwn(ctx, await ownWork(ctx, courseId, lessonId));
}
