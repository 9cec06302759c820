import type { MyGrades } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { learnerCourse } from '../course-access';
import { gradeBookOf, rowsOf } from './grade-book';

/** What a learner has come to. Of a quiz that tells nobody how it went nothing is shown, and then no total either. */
export async function myGrades(ctx: Context, courseId: string): Promise<MyGrades> {
  const { course, enrolment } = await learnerCourse(ctx, courseId);
  const book = await gradeBookOf(course);
  const [row] = enrolment === null ? [] : await rowsOf(book, [enrolment]);
  const { categories, lessons } = book.grading;
  const titles = new Map(categories.map(({ id, title }) => [id, title]));
  const categoryOf = new Map(lessons.map(({ lessonId, categoryId }) => [lessonId, titles.get(categoryId)]));
  const rows = book.columns.map((column, i) => {
    const cell = row?.cells[i];
    const { lessonId, kind, title, of, hidden } = column;
    return {
      ...{ lessonId, kind, title, of, excused: cell?.excused ?? false },
      points: hidden ? null : (cell?.points ?? null),
      category: categoryOf.get(lessonId) ?? null,
    };
  });
  const isHidden = book.columns.some(({ hidden }, i) => hidden && row?.cells[i]?.points != null);
  return { rows, total: isHidden ? null : (row?.total ?? null) };
}
