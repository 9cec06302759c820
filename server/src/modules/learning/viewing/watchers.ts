import { lessonsOf, type Watchers } from '@quad/shared/learning';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { enrolmentId, staffCourse } from '../course-access';
import { CourseEnrolmentModel } from '../course.model';
import { ViewingModel } from './viewing.model';

/** three beats of a player */
const presentMs = 90_000;
const most = 200;

/** Who is watching now: the last two hundred whose player was heard of in the last minute and a half. */
export async function watchers(ctx: Context, courseId: string): Promise<Watchers> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  // beats carry real time, people see the district's
  const since = { $gt: Date.now() - presentMs };
  const viewings = await scoped(ViewingModel, ctx.scope).find(
    { courseId, beatAt: since },
    { select: { claimed: 0, fetched: 0 }, sort: { beatAt: -1 }, limit: most },
  );
  const ids = viewings.map(({ personId }) => enrolmentId(courseId, personId));
  const learners = await scoped(CourseEnrolmentModel, ctx.scope).find(
    { _id: { $in: ids }, active: true },
    { select: { name: 1, personId: 1 } },
  );
  const nameOf = new Map(learners.map(({ personId, name }) => [personId, name]));
  const titles = new Map(lessonsOf(course.live ?? []).map(({ id, title }) => [id, title]));
  const rows = viewings.flatMap(({ personId, lessonId, position, duration, playing, beatAt }) => {
    const [name, lesson] = [nameOf.get(personId), titles.get(lessonId)];
    if (name === undefined || lesson === undefined) return [];
    const at = beatAt + ctx.district.clockOffset;
    return [{ personId, name, lessonId, lesson, position, duration, playing, at }];
  });
  return { now: ctx.now(), rows };
}
