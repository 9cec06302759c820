import { randomInt } from 'node:crypto';
import {
  drawQuestions,
  mostQuestions,
  placesOf,
  randomFrom,
  type AttemptView,
  type QuizBody,
} from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import { isDuplicate } from '../../../platform/database/failures';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { QuizAttemptModel, type AttemptItem, type AttemptRecord } from './attempt.model';
import { presentAttempt } from './attempt.present';
import { bankOf, openQuiz, type OpenQuiz } from './open-quiz';
import { mine, openAttempt } from './own-attempts';
import type { QuestionRecord } from './question.model';

/**
 * Begins an attempt, or answers the open one: there is never a second.
 * @throws Failure not_found, lesson_locked, conflict when it has closed, no attempt is left or there is nothing to ask
 */
export async function startAttempt(ctx: Context, courseId: string, lessonId: string): Promise<AttemptView> {
  const quiz = await openQuiz(ctx, courseId, lessonId);
  const attempt = (await openAttempt(ctx, quiz)) ?? (await begin(ctx, quiz));
  return presentAttempt(attempt, quiz.body, ctx.now());
}

async function begin(ctx: Context, quiz: OpenQuiz): Promise<AttemptRecord> {
  const { body, course, preview, lessonId } = quiz;
  const now = ctx.now();
  if (body.closesAt !== null && now >= body.closesAt && !preview)
    throw refused('closed', 'This quiz has closed.');
  const [bank, last] = await Promise.all([
    bankOf(course, body),
    QuizAttemptModel.findOne(mine(ctx, quiz), { number: 1 })
      .sort({ number: -1 })
      .lean<Pick<AttemptRecord, 'number'>>(),
  ]);
  const number = (last?.number ?? 0) + 1;
  if (!preview && body.attempts !== 0 && number > body.attempts)
    throw refused('noneLeft', 'You have used every attempt at this quiz.');
  const items = itemsFor(body, bank, randomInt(2 ** 32));
  if (items.length === 0) throw refused('empty', 'This quiz has no questions yet.');
  const record: AttemptRecord = {
    ...{ _id: newId(), districtId: course.districtId, schoolId: course.schoolId, courseId: course._id },
    ...{ lessonId, personId: ctx.actor.personId, preview, number, state: 'open', startedAt: now },
    ...{ endsAt: endOf(body, preview, now), submittedAt: null, byTime: false, passAt: body.passAt },
    ...{ items, answers: {}, sequence: 0, credits: {}, points: 0, of: 0, score: 0, passed: false },
    ...{ recorded: true, regrades: [] },
  };
  try {
    await QuizAttemptModel.create(record);
    return record;
  } catch (error) {
    // a second tap that looked before the first had written
    const open = isDuplicate(error) ? await openAttempt(ctx, quiz) : null;
    if (open === null) throw error;
    return open;
  }
}

/** What this attempt asks, with keys; the same for a seed. */
export function itemsFor(body: QuizBody, bank: readonly QuestionRecord[], seed: number): AttemptItem[] {
  const random = randomFrom(seed);
  const drawn = drawQuestions(body, bank, random).slice(0, mostQuestions);
  return drawn.map(({ _id, keyVersion, question }) => ({
    ...{ questionId: _id, keyVersion, question },
    places: placesOf(question, body.shuffle, random),
  }));
}

function endOf({ minutes, closesAt }: QuizBody, preview: boolean, now: number): number | null {
  const ends = [
    minutes === null ? Infinity : now + minutes * 60_000,
    closesAt === null || preview ? Infinity : closesAt,
  ];
  const first = Math.min(...ends);
  return Number.isFinite(first) ? first : null;
}

function refused(reason: string, detail: string): Failure {
  return new Failure('conflict', detail, { about: { reason } });
}
