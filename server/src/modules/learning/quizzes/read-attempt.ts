import type { AttemptView } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { presentAttempt } from './attempt.present';
import { openQuiz } from './open-quiz';
import { ownAttempt } from './own-attempts';

/** An attempt of whoever asks. @throws Failure not_found, lesson_locked */
export async function readAttempt(
  ctx: Context,
  { courseId, lessonId, attemptId }: { courseId: string; lessonId: string; attemptId: string },
): Promise<AttemptView> {
  const quiz = await openQuiz(ctx, courseId, lessonId);
  const attempt = await ownAttempt(ctx, quiz, attemptId);
  return presentAttempt(attempt, quiz.body, ctx.now());
}
