import { progressOf, type PupilCourse } from '@quad/shared/learning';
import { pageOf, pageSize, type Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { CourseEnrolmentModel, CourseModel } from '../course.model';
import { learnerFor } from './learner-for';

const mostCourses = 500;

/** The courses a pupil was given and can see, for the family and the office. @throws Failure not_found */
export async function pupilLearning(
  ctx: Context,
  pupilId: string,
  asked: number | undefined,
): Promise<Paged<PupilCourse> & { timeZone: string }> {
  const { scope } = await learnerFor(ctx, pupilId, 'student');
  const select = { courseId: 1, done: 1, seconds: 1, grade: 1, lastAt: 1, completedAt: 1 };
  const enrolled = await scoped(CourseEnrolmentModel, scope).find(
    { personId: pupilId, active: true },
    { select, sort: { lastAt: -1, _id: 1 }, limit: mostCourses },
  );
  const ids = enrolled.map(({ courseId }) => courseId);
  const courses = scoped(CourseModel, scope);
  // a draft is nothing anybody was given yet
  const shown = await courses.find({ _id: { $in: ids }, live: { $ne: null } }, { select: { _id: 1 } });
  const given = new Set(shown.map(({ _id }) => _id));
  const all = enrolled.filter(({ courseId }) => given.has(courseId));
  const { page, pages, skip } = pageOf(all.length, asked);
  const here = all.slice(skip, skip + pageSize);
  const found = await courses.find(
    { _id: { $in: here.map(({ courseId }) => courseId) } },
    { select: { title: 1, subject: 1, live: 1 } },
  );
  const byId = new Map(found.map((course) => [course._id, course]));
  const rows = here.flatMap(({ courseId, done, seconds, grade, lastAt, completedAt }): PupilCourse[] => {
    const course = byId.get(courseId);
    if (course === undefined) return [];
    const { title, subject, live } = course;
    const progress = progressOf(live ?? [], { done });
    return [{ courseId, title, subject, ...progress, seconds, grade, lastAt, completedAt }];
  });
  return { rows, page, pages, total: all.length, timeZone: ctx.district.timeZone };
}
