import type { gradeSorts, Gradebook } from '@quad/shared/learning';
import { pageOf, pageSize } from '@quad/shared/platform';
import { byName } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel } from '../course.model';
import { zoneOf } from './assignment-of';
import { gradeBookOf, rowsOf, type Learner } from './grade-book';
import { learnersMatching } from './learners-matching';

interface Asked {
  q?: string | undefined;
  page?: number | undefined;
  sort?: (typeof gradeSorts)[number] | undefined;
}

/** The grades of a course, fifty learners a page. */
export async function readGradeBook(
  ctx: Context,
  courseId: string,
  { q, page: asked, sort = 'name' }: Asked,
): Promise<Gradebook> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const { districtId, schoolId, teacherIds: authors } = course;
  const filter = { courseId, active: true, districtId, ...learnersMatching(q) };
  const [book, timeZone, total] = await Promise.all([
    gradeBookOf(course),
    zoneOf(course, ctx.platform),
    CourseEnrolmentModel.countDocuments(filter).collation(byName),
  ]);
  const { page, pages, skip } = pageOf(total, asked);
  const found = CourseEnrolmentModel.find(filter, { personId: 1, name: 1, scores: 1 });
  const inOrder =
    sort === 'name'
      ? found.collation(byName).sort({ name: 1, _id: 1 })
      : found.sort({ grade: sort === 'total' ? 1 : -1, _id: sort === 'total' ? 1 : -1 });
  const learners = await inOrder.skip(skip).limit(pageSize).lean<Learner[]>();
  const rows = await rowsOf(book, learners);
  const { columns, grading } = book;
  const mayEdit = ctx.can('course:edit', { districtId, schoolId, authors });
  return { rows, page, pages, total, title: course.title, timeZone, columns, grading, mayEdit };
}
