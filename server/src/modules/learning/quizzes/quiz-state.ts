import { drawQuestions, type QuizState } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';
import { shownBy } from './attempt.present';
import { bankOf, openQuiz } from './open-quiz';
import { mine, openAttempt } from './own-attempts';

const mostShown = 50;

/** A quiz and what whoever asks has done in it. @throws Failure not_found, lesson_locked */
export async function quizState(ctx: Context, courseId: string, lessonId: string): Promise<QuizState> {
  const quiz = await openQuiz(ctx, courseId, lessonId);
  const { body, preview, course } = quiz;
  const open = await openAttempt(ctx, quiz);
  const [bank, done] = await Promise.all([
    bankOf(course, body),
    QuizAttemptModel.find(
      { ...mine(ctx, quiz), state: 'submitted' },
      { number: 1, submittedAt: 1, score: 1, passed: 1 },
    )
      .sort({ number: -1 })
      .limit(mostShown)
      .lean<Pick<AttemptRecord, '_id' | 'number' | 'submittedAt' | 'score' | 'passed'>[]>(),
  ]);
  const now = ctx.now();
  const { points } = shownBy(body, preview, now);
  const used = (done[0]?.number ?? 0) + (open === null ? 0 : 1);
  const { minutes, attempts, passAt, feedback, closesAt } = body;
  return {
    ...{ courseId, lessonId, preview, now, minutes, attempts, passAt, feedback, closesAt },
    questions: open?.items.length ?? drawQuestions(body, bank, () => 0).length,
    attemptsLeft: attempts === 0 || preview ? null : Math.max(0, attempts - used),
    openId: open?._id ?? null,
    best: points && done.length > 0 ? Math.max(...done.map(({ score }) => score)) : null,
    past: done.map(({ _id, number, submittedAt, score, passed }) => ({
      ...{ attemptId: _id, number, submittedAt: submittedAt ?? 0 },
      ...(points ? { score, passed } : { score: null, passed: null }),
    })),
  };
}
