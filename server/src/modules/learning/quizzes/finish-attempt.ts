import { creditOf, graceMs, scoreOf, type Answer } from '@quad/shared/learning';
import type { Job } from '../../../platform/jobs/jobs';
import type { Platform } from '../../../platform/platform';
import { dangerouslyAllDistricts } from '../../schools';
import { courseOf, enrolmentId } from '../course-access';
import { recordProgress } from '../record-progress';
import { QuizAttemptModel, type AttemptItem, type AttemptRecord } from './attempt.model';

/** Time is over, also for what was under way. @param now the district's clock, ms */
export function isOverdue({ state, endsAt }: AttemptRecord, now: number): boolean {
  return state === 'open' && endsAt !== null && now > endsAt + graceMs;
}

/** What an attempt comes to with these answers. */
function graded(items: readonly AttemptItem[], answers: Record<string, Answer>) {
  const credits = Object.fromEntries(
    items.map(({ questionId, question }) => [questionId, creditOf(question, answers[questionId])]),
  );
  return { credits, ...scoreOf(pointsOf(items), credits) };
}

export function pointsOf(items: readonly AttemptItem[]): { questionId: string; points: number }[] {
  return items.map(({ questionId, question: { points } }) => ({ questionId, points }));
}

/**
 * Hands an attempt in, once: of two who try, the later finds it handed in.
 * @param attempt as it was read; saved to since, it is not handed in
 * @returns null when it has changed since
 */
export async function finishAttempt(
  attempt: AttemptRecord,
  { answers, sequence }: Pick<AttemptRecord, 'answers' | 'sequence'>,
  { at, byTime }: { at: number; byTime: boolean },
  platform: Platform,
): Promise<AttemptRecord | null> {
  const result = graded(attempt.items, answers);
  const { preview, passAt } = attempt;
  const after = await QuizAttemptModel.findOneAndUpdate(
    {
      ...{ _id: attempt._id, districtId: attempt.districtId },
      ...{ state: 'open', sequence: attempt.sequence },
    },
    {
      $set: {
        ...{ ...result, answers, sequence, byTime, submittedAt: at, state: 'submitted' },
        ...{ passed: result.score >= passAt, recorded: preview },
      },
    },
    { returnDocument: 'after' },
  ).lean<AttemptRecord>();
  if (after !== null) await recordAttempt(after, platform);
  return after;
}

/** Time is over: what was saved until then counts. */
export async function finishOverdue(attempt: AttemptRecord, platform: Platform): Promise<AttemptRecord> {
  const { _id, districtId, endsAt } = attempt;
  const finished = await finishAttempt(
    attempt,
    attempt,
    { at: endsAt ?? attempt.startedAt, byTime: true },
    platform,
  );
  if (finished !== null) return finished;
  const now = await QuizAttemptModel.findOne({ _id, districtId }).lean<AttemptRecord>();
  if (now === null) return attempt;
  return now.state === 'open' ? finishOverdue(now, platform) : now;
}

/** Tells the learner's progress. Until that is done the attempt says so and the job comes back to it; twice changes nothing. */
export async function recordAttempt(attempt: AttemptRecord, platform: Platform): Promise<void> {
  const { _id, districtId, courseId, lessonId, personId, preview, score, passed, submittedAt } = attempt;
  if (preview || submittedAt === null) return;
  const course = await courseOf(courseId, platform);
  const step = { lessonId, score, ...(passed && { done: true }) };
  const learner = { _id: enrolmentId(courseId, personId), districtId };
  if (course?.live != null) await recordProgress(learner, course.live, step, submittedAt);
  await QuizAttemptModel.updateOne({ _id, districtId }, { $set: { recorded: true } });
}

/** Hands in what is left open when time is over, and finishes what a process began that died. */
export const overdueAttemptsJob: Job = {
  name: 'hand in overdue attempts',
  every: '5 seconds',
  async run(platform) {
    for (const { id: districtId, clockOffset } of await dangerouslyAllDistricts(platform)) {
      const now = Date.now() + clockOffset;
      const [overdue, unrecorded] = await Promise.all([
        QuizAttemptModel.find({ districtId, state: 'open', endsAt: { $ne: null, $lt: now - graceMs } })
          .limit(500)
          .lean<AttemptRecord[]>(),
        QuizAttemptModel.find({ districtId, recorded: false, submittedAt: { $lt: now - graceMs } })
          .limit(500)
          .lean<AttemptRecord[]>(),
      ]);
      for (const attempt of overdue) await finishOverdue(attempt, platform);
      for (const attempt of unrecorded) await recordAttempt(attempt, platform);
    }
  },
};
