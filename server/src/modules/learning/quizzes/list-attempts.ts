import type { AttemptDetail, AttemptRow } from '@quad/shared/learning';
import type { Paged } from '@quad/shared/platform';
import { folded } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { contentOf } from '../courses/lesson-content';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';
import { shownItem } from './attempt.present';

interface Asked {
  /** a part of the learner's name */
  q?: string | undefined;
  page?: number | undefined;
  state?: 'open' | 'submitted' | undefined;
  sort?: '-startedAt' | 'startedAt' | '-score' | 'score' | undefined;
}

/** Attempts at a quiz by those who learn; previews are nobody's news. @throws Failure not_found, not_allowed */
export async function listAttempts(
  ctx: Context,
  courseId: string,
  lessonId: string,
  { q = '', page, state, sort = '-startedAt' }: Asked,
): Promise<Paged<AttemptRow> & { now: number }> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  await contentOf(course, lessonId);
  const way = sort.startsWith('-') ? -1 : 1;
  const filter = {
    ...{ lessonId, courseId, preview: false },
    ...(state === undefined ? {} : { state }),
    ...(q === '' ? {} : { personId: { $in: await learnersNamed(courseId, q) } }),
  };
  const list = await scoped(QuizAttemptModel, ctx.scope).page(filter, {
    ...{ page, sort: { [sort.replace('-', '')]: way, _id: way } },
    select: { items: 0, answers: 0, credits: 0 },
  });
  const names = await namesOf(
    list.rows.map(({ personId }) => personId),
    course.districtId,
    ctx.platform,
  );
  return { ...list, rows: list.rows.map((attempt) => rowOf(attempt, names)), now: ctx.now() };
}

/** One attempt with all there is to it. @throws Failure not_found, not_allowed */
export async function attemptDetail(
  ctx: Context,
  { courseId, lessonId, attemptId }: { courseId: string; lessonId: string; attemptId: string },
): Promise<AttemptDetail> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const attempt = await scoped(QuizAttemptModel, ctx.scope).findOne({ _id: attemptId, courseId, lessonId });
  if (attempt === null || attempt.preview) throw new Failure('not_found');
  const { items, answers, credits, regrades, personId, state } = attempt;
  const people = [personId, ...regrades.map(({ by }) => by)];
  const names = await namesOf(people, course.districtId, ctx.platform);
  return {
    ...{ ...rowOf(attempt, names), courseId, lessonId },
    questions: items.map((item) => ({
      ...{ shown: shownItem(item), question: item.question, answer: answers[item.questionId] ?? null },
      credit: state === 'open' ? null : (credits[item.questionId] ?? 0),
    })),
    regrades: regrades.map(({ questionId, at, by, before, after }) => ({
      ...{ questionId, at, by: names[by] ?? '', before, after },
    })),
  };
}

function rowOf(
  attempt: Omit<AttemptRecord, 'items' | 'answers' | 'credits'>,
  names: Record<string, string>,
): AttemptRow {
  const { _id, personId, number, state, startedAt, endsAt, submittedAt, byTime } = attempt;
  const { score, points, of, passed } = attempt;
  return {
    ...{ attemptId: _id, personId, name: names[personId] ?? '', number, state, startedAt, endsAt },
    ...{ submittedAt, byTime },
    ...(state === 'open'
      ? { score: null, points: null, of: null, passed: null }
      : { score, points, of, passed }),
  };
}

/** Names stand with those who learn in the course, so these are looked through. */
async function learnersNamed(courseId: string, q: string): Promise<string[]> {
  const learners = await CourseEnrolmentModel.find({ courseId }, { personId: 1, name: 1 })
    .limit(10_000)
    .lean<Pick<CourseEnrolmentRecord, 'personId' | 'name'>[]>();
  const words = folded(q).split(/[\s,]+/);
  return learners
    .filter(({ name }) => words.every((word) => folded(name).includes(word)))
    .map(({ personId }) => personId);
}
