import { attendanceRulesOf, type ReportSetup } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { timetableOf } from '../../schools';

export async function reportSetup(ctx: Context, schoolId: string): Promise<ReportSetup> {
  const { school, terms, classes } = await timetableOf(ctx, schoolId);
  ctx.authorize('report:read', { districtId: school.districtId, schoolId });
  const { name, timeZone } = school;
  return {
    ...{ schoolId, name, timeZone, now: ctx.now(), today: dayOn(ctx.now(), timeZone) },
    dayRule: attendanceRulesOf(school).dayRule,
    terms: terms.map((term) => ({ name: term.name, from: term.from, to: term.to })),
    classes: classes
      .filter((each) => each.to === null)
      .map((each) => ({ classId: each._id, name: each.name }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}
