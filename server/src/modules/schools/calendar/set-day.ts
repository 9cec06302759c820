import type { DayBefore, DayKind } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { CalendarDayModel, type CalendarDay } from '../school.model';
import { changeableSchool, forgetTimetable } from '../school-access';
import { schoolIdsOf } from '../schools';

/** Says what a day is in one school; null leaves it to the term and the weekday. @returns what was said before */
export async function setDay(
  ctx: Context,
  schoolId: string,
  date: string,
  kind: DayKind | null,
): Promise<DayBefore> {
  await changeableSchool(ctx, 'school:manage', schoolId);
  const [before] = await write(ctx, [schoolId], date, kind);
  return { schoolId, kind: before?.kind ?? null };
}

/** The same in every school of the district that is not archived; answers the schools that had said something else. */
export async function setDistrictDay(
  ctx: Context,
  date: string,
  kind: DayKind | null,
): Promise<{ schools: number; before: DayBefore[] }> {
  ctx.authorize('district:manage', { districtId: ctx.scope.districtId });
  const schoolIds = await schoolIdsOf(ctx.scope.districtId);
  const before = await write(ctx, schoolIds, date, kind);
  const others = before.filter((day) => day.kind !== kind && day.kind !== null);
  return {
    schools: schoolIds.length,
    before: others.map((day) => ({ schoolId: day.schoolId, kind: day.kind })),
  };
}

async function write(
  ctx: Context,
  schoolIds: readonly string[],
  date: string,
  kind: DayKind | null,
): Promise<CalendarDay[]> {
  const { districtId } = ctx.scope;
  const before = await CalendarDayModel.find({ schoolId: { $in: schoolIds }, date }).lean<CalendarDay[]>();
  const writes = schoolIds.map((schoolId) => ({
    updateOne: {
      filter: { schoolId, date },
      update: { $set: { kind }, $setOnInsert: { _id: newId(), districtId } },
      upsert: true,
    },
  }));
  if (writes.length > 0) await CalendarDayModel.bulkWrite(writes);
  await forgetTimetable(ctx, ...schoolIds);
  return before;
}
