import {
  attendanceRulesOf,
  codeOf,
  type AttendanceRules,
  type CodesChoice,
  type SchoolRules,
} from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { districtCodeSet, setDistrictCodeSet, setSchoolAttendance, timetableOf } from '../../schools';
import { codesFor, ensureCodes, storeCodes } from '../code-sets';
import { markYearDirty } from '../summaries/summaries';

export async function schoolRules(ctx: Context, schoolId: string): Promise<SchoolRules> {
  const { school } = await timetableOf(ctx, schoolId);
  ctx.authorize('school:read', { districtId: school.districtId, schoolId });
  return {
    ...{ schoolId, schoolName: school.name, ownCodes: school.ownCodes ?? false, codeSet: school.codeSet },
    ...(await codesFor(school.codeSet)),
    rules: attendanceRulesOf(school),
  };
}

/** Registers that exist keep the rules they were made by; how lessons make a day holds for the whole year. */
export async function setRules(ctx: Context, schoolId: string, rules: AttendanceRules): Promise<SchoolRules> {
  const { school } = await timetableOf(ctx, schoolId);
  ctx.authorize('school:manage', { districtId: school.districtId, schoolId });
  await ensureCodes(school.codeSet);
  if (rules.autoCode !== null && codeOf(school.codeSet, rules.autoCode) === undefined)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'autoCode', message: `is none of this school’s codes` }],
    });
  await setSchoolAttendance(schoolId, { rules }, ctx.platform);
  if (rules.dayRule !== attendanceRulesOf(school).dayRule) await markYearDirty(schoolId, ctx.platform);
  return schoolRules(ctx, schoolId);
}

/** Registers that exist keep the codes they were made with. */
export async function setSchoolCodes(
  ctx: Context,
  schoolId: string,
  choice: CodesChoice | { inherit: true },
): Promise<SchoolRules> {
  const { school } = await timetableOf(ctx, schoolId);
  const { districtId } = school;
  ctx.authorize('school:manage', { districtId, schoolId });
  const own = !('inherit' in choice);
  const codeSet = own ? await storeCodes(districtId, choice) : await districtCodeSet(districtId);
  await setSchoolAttendance(schoolId, { codeSet, ownCodes: own }, ctx.platform);
  return schoolRules(ctx, schoolId);
}

export async function readDistrictCodes(ctx: Context) {
  const { districtId } = ctx.scope;
  ctx.authorize('district:manage', { districtId });
  const codeSet = await districtCodeSet(districtId);
  return { codeSet, ...(await codesFor(codeSet)) };
}

export async function setDistrictCodes(ctx: Context, choice: CodesChoice) {
  const { districtId } = ctx.scope;
  ctx.authorize('district:manage', { districtId });
  await setDistrictCodeSet(districtId, await storeCodes(districtId, choice));
  return readDistrictCodes(ctx);
}
