import type { AttendanceRules, CodeSetId } from '@quad/shared/attendance';
import type { Platform } from '../../platform/platform';
import { DistrictModel, SchoolModel, type DistrictRecord } from './school.model';
import { timetableTag } from './timetable';

/** What the attendance module keeps on a school. It has asked who may. */
export async function setSchoolAttendance(
  schoolId: string,
  settings: { rules?: AttendanceRules; codeSet?: CodeSetId; ownCodes?: boolean },
  { cache }: Platform,
): Promise<void> {
  await SchoolModel.updateOne({ _id: schoolId }, { $set: settings });
  await cache.forget([timetableTag(schoolId)]);
}

export async function districtCodeSet(districtId: string): Promise<CodeSetId> {
  const district = await DistrictModel.findById(districtId, { codeSet: 1 }).lean<DistrictRecord>();
  return district?.codeSet ?? 'international';
}

/** For every school of the district that has no codes of its own. */
export async function setDistrictCodeSet(districtId: string, codeSet: CodeSetId): Promise<void> {
  await DistrictModel.updateOne({ _id: districtId }, { $set: { codeSet } });
  await SchoolModel.updateMany({ districtId, ownCodes: { $ne: true } }, { $set: { codeSet } });
}
