import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';
import { finishOverdue, isOverdue } from './finish-attempt';
import type { OpenQuiz } from './open-quiz';

/** Attempts of whoever asks at this quiz; those of a preview apart from those that count. */
export function mine(ctx: Context, { lessonId, preview }: Pick<OpenQuiz, 'lessonId' | 'preview'>) {
  const { personId, districtId } = ctx.actor;
  return { lessonId, personId, preview, districtId };
}

/** One of them; handed in, if its time is over. @throws Failure not_found */
export async function ownAttempt(ctx: Context, quiz: OpenQuiz, attemptId: string): Promise<AttemptRecord> {
  const found = await QuizAttemptModel.findOne({ _id: attemptId, ...mine(ctx, quiz) })
    .hint({ _id: 1 })
    .lean<AttemptRecord>();
  if (found === null) throw new Failure('not_found');
  return settled(ctx, found);
}

/** The one that is open, if there is one. */
export async function openAttempt(ctx: Context, quiz: OpenQuiz): Promise<AttemptRecord | null> {
  const found = await QuizAttemptModel.findOne({
    ...mine(ctx, quiz),
    state: 'open',
  }).lean<AttemptRecord>();
  const attempt = found === null ? null : await settled(ctx, found);
  return attempt?.state === 'open' ? attempt : null;
}

function settled(ctx: Context, attempt: AttemptRecord): Promise<AttemptRecord> | AttemptRecord {
  return isOverdue(attempt, ctx.now()) ? finishOverdue(attempt, ctx.platform) : attempt;
}
