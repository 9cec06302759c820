import type { CourseChanges, CourseDetail } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { Failure } from '../../../platform/http/failure';
import { holdersOf } from '../../identity';
import type { CourseRecord } from '../course.model';
import { presentCourse } from './present-course';
import { openCourse, writeCourse } from './write-course';

/** @throws Failure not_found, not_allowed, conflict, invalid_request */
export async function changeCourse(
  ctx: Context,
  courseId: string,
  { version, ...changes }: CourseChanges,
): Promise<CourseDetail> {
  const course = await openCourse(ctx, courseId);
  const { startsOn, endsOn } = { ...course, ...given(changes) };
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw refused('endsOn', 'The course would end before it begins.');
  if (changes.teacherIds !== undefined) await refuseOthers(ctx, course, changes.teacherIds);
  const change = given(changes);
  const teacherIds = change.teacherIds && [...new Set(change.teacherIds)];
  return presentCourse(
    ctx,
    await writeCourse(ctx, { ...course, version }, { ...change, ...(teacherIds && { teacherIds }) }),
  );
}

/** Whoever is added teaches, or leads, in the school; who was there before may stay. */
async function refuseOthers(
  ctx: Context,
  { districtId, schoolId, teacherIds: before }: CourseRecord,
  teacherIds: readonly string[],
): Promise<void> {
  const added = teacherIds.filter((id) => !before.includes(id));
  if (added.length === 0) return;
  const place = { districtId, schoolId, date: dayOn(ctx.now(), ctx.district.timeZone) };
  const [teachers, admins] = await Promise.all([
    holdersOf('teacher', place, added),
    holdersOf('schoolAdmin', place, added),
  ]);
  if (added.some((id) => !teachers.has(id) && !admins.has(id)))
    throw refused('teacherIds', 'Whoever makes a course teaches in its school.');
}

function refused(field: string, message: string): Failure {
  return new Failure('invalid_request', message, { errors: [{ field, message }] });
}

/** What was sent, without what was left out. */
function given<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
