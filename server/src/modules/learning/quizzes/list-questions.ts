import type { QuestionRow, QuestionType } from '@quad/shared/learning';
import { folded, type Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { QuestionModel } from './question.model';
import { presentRow } from './questions.present';

interface Asked {
  q?: string | undefined;
  page?: number | undefined;
  type?: QuestionType | undefined;
  tag?: string | undefined;
  state?: 'active' | 'archived' | undefined;
}

/** The bank of a course, the last changed first. @throws Failure not_found, not_allowed */
export async function listQuestions(
  ctx: Context,
  courseId: string,
  { q = '', page, type, tag, state = 'active' }: Asked,
): Promise<Paged<QuestionRow> & { tags: { tag: string; questions: number }[] }> {
  await staffCourse(ctx, courseId, 'course:read');
  const questions = scoped(QuestionModel, ctx.scope);
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '');
  const filter = {
    ...{ courseId, archived: state === 'archived' },
    ...(type === undefined ? {} : { type }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(words.length === 0 ? {} : { $and: words.map((word) => ({ search: { $regex: literal(word) } })) }),
  };
  const [list, tags] = await Promise.all([
    questions.page(filter, { sort: { updatedAt: -1, _id: -1 }, page }),
    questions.aggregate<{ _id: string; count: number }>({ courseId, archived: false }, [
      { $unwind: '$tags' },
      { $group: { _id: '$tags', count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $limit: 500 },
    ]),
  ]);
  return {
    ...list,
    rows: list.rows.map(presentRow),
    tags: tags.map(({ _id, count }) => ({ tag: _id, questions: count })),
  };
}

/** Every sign means itself. */
function literal(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
