import { creditOf, lessonsOf, scoreOf, type Regraded } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { courseOf } from '../course-access';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';
import { pointsOf, recordAttempt } from './finish-attempt';
import type { QuestionRecord } from './question.model';
import { questionOf } from './question-of';
import { outdated } from './questions.present';

const mostRows = 100;
const tries = 5;

type Change = Pick<AttemptRecord, 'personId' | 'lessonId'> & { before: number; after: number };

/**
 * Grades every attempt that asked the question anew by its key of now. A wrong key was the course's mistake, so nobody loses points.
 * Cut off in between, it goes on where it was when it is asked for again.
 * @throws Failure not_found, not_allowed, conflict when somebody changed the question since it was read
 */
export async function regradeQuestion(
  ctx: Context,
  courseId: string,
  questionId: string,
  version: number,
): Promise<Regraded> {
  const question = await questionOf(ctx, courseId, questionId, 'course:edit');
  if (question.version !== version)
    throw new Failure('conflict', 'Somebody changed this question in the meantime.');
  await rekeyOpen(question);
  const changes: Change[] = [];
  let attempts = 0;
  const found = QuizAttemptModel.find(
    { ...outdated(question), districtId: question.districtId, state: 'submitted' },
    { _id: 1 },
  )
    .lean<Pick<AttemptRecord, '_id'>>()
    .cursor({ batchSize: 100 });
  for await (const { _id } of found) {
    const change = await regrade(ctx, _id, question);
    if (change === null) continue;
    attempts += 1;
    if (change.after !== change.before) changes.push(change);
  }
  return { attempts, changed: changes.length, rows: await rowsOf(ctx, courseId, changes.slice(0, mostRows)) };
}

/** Attempts that are under way will be graded by the new key. */
async function rekeyOpen(record: QuestionRecord): Promise<void> {
  const { _id, districtId, keyVersion, question } = record;
  await QuizAttemptModel.updateMany(
    { ...outdated(record), districtId, state: 'open' },
    { $set: { 'items.$[item].question': question, 'items.$[item].keyVersion': keyVersion } },
    { arrayFilters: [{ 'item.questionId': _id }] },
  );
}

/** One attempt, compared and set: of two who regrade at once, the later begins again from what the other wrote. */
async function regrade(
  ctx: Context,
  attemptId: string,
  { _id: questionId, districtId, question, keyVersion }: QuestionRecord,
): Promise<Change | null> {
  for (let left = tries; left > 0; left--) {
    const attempt = await QuizAttemptModel.findOne({ _id: attemptId, districtId }).lean<AttemptRecord>();
    const item = attempt?.items.find((each) => each.questionId === questionId);
    if (attempt == null || item === undefined || item.keyVersion >= keyVersion) return null;
    const { items, answers, sequence, score: before, personId, lessonId, passAt } = attempt;
    // points and words stay as they were when it was asked
    const rekeyed = { ...question, points: item.question.points, prompt: item.question.prompt };
    const credit = Math.max(attempt.credits[questionId] ?? 0, creditOf(question, answers[questionId]));
    const credits = { ...attempt.credits, [questionId]: credit };
    const result = scoreOf(pointsOf(items), credits);
    const regrades = [
      ...attempt.regrades,
      { questionId, at: ctx.now(), by: ctx.actor.personId, before, after: result.score },
    ];
    const after = await QuizAttemptModel.findOneAndUpdate(
      { _id: attemptId, districtId, state: 'submitted', sequence },
      {
        $set: {
          ...{ ...result, credits, passed: result.score >= passAt, recorded: attempt.preview },
          ...{ regrades, sequence: sequence + 1 },
          items: items.map((each) => (each === item ? { ...each, question: rekeyed, keyVersion } : each)),
        },
      },
      { returnDocument: 'after' },
    ).lean<AttemptRecord>();
    if (after === null) continue;
    await recordAttempt(after, ctx.platform);
    return attempt.preview ? null : { personId, lessonId, before, after: after.score };
  }
  throw new Failure('conflict', 'This question is being regraded by somebody else.');
}

async function rowsOf(ctx: Context, courseId: string, changes: readonly Change[]): Promise<Regraded['rows']> {
  const [names, course] = await Promise.all([
    namesOf(
      changes.map(({ personId }) => personId),
      ctx.scope.districtId,
      ctx.platform,
    ),
    courseOf(courseId, ctx.platform),
  ]);
  const lessons = lessonsOf([...(course?.live ?? []), ...(course?.draft ?? [])]);
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  return changes.map(({ personId, lessonId, before, after }) => ({
    ...{ personId, name: names[personId] ?? '', lesson: titles.get(lessonId) ?? '', before, after },
  }));
}
