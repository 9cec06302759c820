import type { CourseDetail } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { loadTimetable } from '../../schools';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseRecord } from '../course.model';

export async function readCourse(ctx: Context, courseId: string): Promise<CourseDetail> {
  return presentCourse(ctx, await staffCourse(ctx, courseId, 'course:read'));
}

export async function presentCourse(ctx: Context, course: CourseRecord): Promise<CourseDetail> {
  const { _id: courseId, districtId, schoolId, teacherIds, classIds } = course;
  const [names, timetable, learners] = await Promise.all([
    namesOf(teacherIds, districtId, ctx.platform),
    loadTimetable(schoolId, ctx.platform),
    CourseEnrolmentModel.countDocuments({ courseId, active: true }),
  ]);
  const { title, summary, subject, state, version, startsOn, endsOn, certificate, discussion } = course;
  const { draft, live, changed, publishedAt } = course;
  const classes = timetable?.classes.filter(({ _id }) => classIds.includes(_id)) ?? [];
  return {
    ...{ courseId, schoolId, title, summary, subject, state, version, startsOn, endsOn },
    ...{ certificate, discussion, draft, live, changed, publishedAt, learners },
    teachers: teacherIds.map((personId) => ({ personId, name: names[personId] ?? '' })),
    classes: classes.map(({ _id, name, code }) => ({ classId: _id, name, code })),
    mayEdit: ctx.can('course:edit', { districtId, schoolId, authors: teacherIds }),
  };
}
