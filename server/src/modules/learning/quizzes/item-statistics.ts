import { itemFigures, type ItemStatistics, type Question } from '@quad/shared/learning';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { contentOf } from '../courses/lesson-content';
import { QuizAttemptModel } from './attempt.model';
import { wordsOf } from './questions.present';

const newest = 2_000;

/** How the questions of a quiz did. @throws Failure not_found, not_allowed */
export async function itemStatistics(
  ctx: Context,
  courseId: string,
  lessonId: string,
): Promise<ItemStatistics> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  await contentOf(course, lessonId);
  const attempts = scoped(QuizAttemptModel, ctx.scope);
  const done = { lessonId, courseId, preview: false, state: 'submitted' as const };
  const options = { sort: { startedAt: -1, _id: -1 }, limit: newest } as const;
  const [graded, asked] = await Promise.all([
    attempts.find(done, { select: { credits: 1 }, ...options }),
    // each question as it was asked last
    attempts.aggregate<{ _id: string; question: Question }>(done, [
      { $sort: { startedAt: -1, _id: -1 } },
      { $limit: newest },
      { $unwind: '$items' },
      { $group: { _id: '$items.questionId', question: { $first: '$items.question' } } },
      { $limit: newest },
    ]),
  ]);
  const figures = itemFigures(graded);
  const rows = asked.flatMap(({ _id, question }) => {
    const its = figures.get(_id);
    return its === undefined
      ? []
      : [{ questionId: _id, type: question.type, words: wordsOf(question), ...its }];
  });
  // what went worst first: there a lesson is missing something, or the key is wrong
  return { attempts: graded.length, rows: rows.sort((a, b) => a.credit - b.credit) };
}
