import type { Permission } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { Failure } from '../../platform/http/failure';
import { SchoolModel, type School } from './school.model';
import { timetableTag } from './timetable';

/** The school as it stands, for whoever holds this permission there. @throws Failure not_found, not_allowed */
export async function schoolFor(ctx: Context, permission: Permission, schoolId: string): Promise<School> {
  const school = await scoped(SchoolModel, ctx.scope).findOne({ _id: schoolId });
  if (school === null) throw new Failure('not_found');
  ctx.authorize(permission, { districtId: school.districtId, schoolId });
  return school;
}

/** The same, for a change. @throws Failure not_found, not_allowed, school_archived */
export async function changeableSchool(
  ctx: Context,
  permission: Permission,
  schoolId: string,
): Promise<School> {
  const school = await schoolFor(ctx, permission, schoolId);
  if (school.archivedAt !== null)
    throw new Failure('school_archived', `${school.name} is archived. Bring it back to change it.`);
  return school;
}

/** The day the school's wall shows. */
export function todayIn(ctx: Context, { timeZone }: Pick<School, 'timeZone'>): string {
  return dayOn(ctx.now(), timeZone);
}

/** This process answers by what was just written at once; the others hear of it from the change stream. */
export function forgetTimetable({ platform }: Context, ...schoolIds: string[]): Promise<void> {
  return platform.cache.forget(schoolIds.map(timetableTag));
}
