import { isDeepStrictEqual } from 'node:util';
import type { Answer, AnswersSave, AttemptView } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure, type FieldError } from '../../../platform/http/failure';
import { QuizAttemptModel, type AttemptItem, type AttemptRecord } from './attempt.model';
import { presentAttempt } from './attempt.present';
import { finishAttempt } from './finish-attempt';
import { openQuiz } from './open-quiz';
import { ownAttempt } from './own-attempts';

interface Saved {
  sequence: number;
  savedAt: number;
  now: number;
}

/**
 * Keeps all answers of an open attempt. The same save again changes nothing.
 * @throws Failure not_found, lesson_locked, invalid_request for what this attempt does not ask, conflict when it is handed in, its
 * time is over, or another tab has saved since
 */
export async function saveAnswers(
  ctx: Context,
  { courseId, lessonId, attemptId }: { courseId: string; lessonId: string; attemptId: string },
  { sequence, answers }: AnswersSave,
): Promise<Saved> {
  const quiz = await openQuiz(ctx, courseId, lessonId);
  const attempt = await ownAttempt(ctx, quiz, attemptId);
  if (attempt.state === 'submitted') throw closedTo(attempt);
  refuseForeign(attempt.items, answers);
  const now = ctx.now();
  const { districtId } = attempt;
  const written = await QuizAttemptModel.updateOne(
    { _id: attemptId, districtId, state: 'open', sequence: sequence - 1 },
    { $set: { answers, sequence } },
  );
  if (written.matchedCount === 0) await refuseOther(attempt, { sequence, answers });
  return { sequence, savedAt: now, now };
}

/**
 * Hands in, with the last answers; once it is, doing it again answers how it went.
 * @throws Failure as saving does
 */
export async function submitAttempt(
  ctx: Context,
  { courseId, lessonId, attemptId }: { courseId: string; lessonId: string; attemptId: string },
  { sequence, answers }: AnswersSave,
): Promise<AttemptView> {
  const quiz = await openQuiz(ctx, courseId, lessonId);
  const attempt = await ownAttempt(ctx, quiz, attemptId);
  if (attempt.state === 'submitted') {
    if (attempt.byTime && !isDeepStrictEqual(attempt.answers, answers)) throw closedTo(attempt);
    return presentAttempt(attempt, quiz.body, ctx.now());
  }
  refuseForeign(attempt.items, answers);
  const isNext = attempt.sequence === sequence - 1;
  const isRepeat = attempt.sequence === sequence && isDeepStrictEqual(attempt.answers, answers);
  if (!isNext && !isRepeat) throw otherTab();
  const done = { at: ctx.now(), byTime: false };
  const finished = await finishAttempt(attempt, { answers, sequence }, done, ctx.platform);
  const after = finished ?? (await ownAttempt(ctx, quiz, attemptId));
  if (after.state === 'open') throw otherTab();
  return presentAttempt(after, quiz.body, ctx.now());
}

/** The save did not fit: it was made already, it came too late, or another tab was first. */
async function refuseOther({ _id, districtId }: AttemptRecord, given: AnswersSave): Promise<void> {
  const found = await QuizAttemptModel.findOne({ _id, districtId }).lean<AttemptRecord>();
  if (found === null) throw new Failure('not_found');
  if (found.state === 'submitted') throw closedTo(found);
  if (found.sequence === given.sequence && isDeepStrictEqual(found.answers, given.answers)) return;
  throw otherTab();
}

function closedTo({ byTime }: AttemptRecord): Failure {
  return byTime
    ? new Failure('conflict', 'Time was over; what was saved until then counts.', {
        about: { reason: 'timeOver' },
      })
    : new Failure('conflict', 'This attempt is handed in.', { about: { reason: 'handedIn' } });
}

function otherTab(): Failure {
  return new Failure('conflict', 'Another tab or device has saved answers since.', {
    about: { reason: 'otherTab' },
  });
}

/** @throws Failure invalid_request for answers to what was not asked, or that name what was not offered */
function refuseForeign(items: readonly AttemptItem[], answers: Record<string, Answer>): void {
  const asked = new Map(items.map((item) => [item.questionId, item]));
  const errors = Object.entries(answers).flatMap(([questionId, answer]): FieldError[] => {
    const item = asked.get(questionId);
    const field = `answers.${questionId}`;
    if (item === undefined) return [{ field, message: 'this attempt does not ask that' }];
    if (item.question.type !== answer.type)
      return [{ field, message: `an answer of type ${item.question.type} is asked for` }];
    return isOffered(item, answer) ? [] : [{ field, message: 'names what was not offered' }];
  });
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors: errors.slice(0, 50) });
}

function isOffered({ question, places }: AttemptItem, answer: Answer): boolean {
  switch (answer.type) {
    case 'single':
      return places.includes(answer.optionId);
    case 'multiple':
      return answer.optionIds.every((id) => places.includes(id));
    case 'order':
      return answer.itemIds.every((id) => places.includes(id));
    case 'match': {
      const lefts = question.type === 'match' ? question.pairs.map(({ id }) => id) : [];
      return answer.pairs.every(({ id, rightId }) => lefts.includes(id) && places.includes(rightId));
    }
    default:
      return true;
  }
}
