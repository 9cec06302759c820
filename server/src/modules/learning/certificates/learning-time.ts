import { lessonsOf, type LearningTime } from '@quad/shared/learning';
import type { FileAnswer } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { renderPdf } from '../../../platform/pdf/render-pdf';
import { loadTimetable } from '../../schools';
import { CourseEnrolmentModel, CourseModel } from '../course.model';
import { secondsByLesson } from '../viewing/lesson-seconds';
import { learnerFor, type Learner } from './learner-for';
import { learningTimePdf } from './learning-time-pdf';

const mostCourses = 500;

export function myLearningTime(ctx: Context): Promise<LearningTime> {
  return timeOf(ctx, myself(ctx));
}

export async function myLearningTimeFile(ctx: Context): Promise<FileAnswer> {
  return fileOf(await timeOf(ctx, myself(ctx)));
}

/** @throws Failure not_found */
export async function learningTimeOf(ctx: Context, personId: string): Promise<LearningTime> {
  return timeOf(ctx, await learnerFor(ctx, personId));
}

/** @throws Failure not_found */
export async function learningTimeFile(ctx: Context, personId: string): Promise<FileAnswer> {
  return fileOf(await timeOf(ctx, await learnerFor(ctx, personId)));
}

function myself(ctx: Context): Learner {
  const { personId, districtId, givenName } = ctx.actor;
  ctx.authorize('course:learn', { districtId, personId, learns: true });
  return { personId, name: ctx.actor.name || givenName, scope: { districtId, schoolIds: 'all' } };
}

/** Courses that were begun, of whatever school the scope reaches; the latest first. */
async function timeOf(ctx: Context, { personId, name, scope }: Learner): Promise<LearningTime> {
  const select = { courseId: 1, schoolId: 1, seconds: 1, share: 1, completedAt: 1 };
  const begun = await scoped(CourseEnrolmentModel, scope).find(
    { personId, lastAt: { $ne: null } },
    { select, sort: { lastAt: -1 }, limit: mostCourses },
  );
  const courseIds = begun.map(({ courseId }) => courseId);
  const [courses, schools, watched] = await Promise.all([
    scoped(CourseModel, scope).find({ _id: { $in: courseIds } }, { select: { title: 1, live: 1 } }),
    namesOfSchools(ctx, begun),
    secondsByLesson(scope.districtId, personId, courseIds),
  ]);
  const byId = new Map(courses.map((course) => [course._id, course]));
  return {
    ...{ name, asOf: ctx.now(), timeZone: ctx.district.timeZone },
    seconds: begun.reduce((sum, { seconds }) => sum + seconds, 0),
    courses: begun.map(({ courseId, schoolId, seconds, share, completedAt }) => {
      const course = byId.get(courseId);
      const lessons = lessonsOf(course?.live ?? []);
      return {
        ...{ courseId, title: course?.title ?? '', school: schools.get(schoolId) ?? '' },
        ...{ seconds, share, completedAt },
        // in the order of the course; of a lesson that was taken out only the course's sum tells
        lessons: lessons.flatMap(({ id: lessonId, title }) => {
          const here = watched.filter((each) => each.lessonId === lessonId);
          const sum = here.reduce((all, each) => all + each.seconds, 0);
          return sum === 0 ? [] : [{ lessonId, title, seconds: sum }];
        }),
      };
    }),
  };
}

async function namesOfSchools(
  { platform }: Context,
  rows: readonly { schoolId: string }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ schoolId }) => schoolId))];
  const found = await Promise.all(ids.map((schoolId) => loadTimetable(schoolId, platform)));
  return new Map(ids.map((schoolId, at) => [schoolId, found[at]?.school.name ?? '']));
}

function fileOf(time: LearningTime): FileAnswer {
  const name = `learning-time-${time.name.replaceAll(/[\s/\\]+/g, '-')}.pdf`;
  return { type: 'application/pdf', name, content: renderPdf(learningTimePdf(time)) };
}
