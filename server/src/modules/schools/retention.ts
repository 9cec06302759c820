import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { forgetTimetable } from './school-access';
import { SchoolModel, type School } from './school.model';

/** Whoever calls it has asked who may. */
export async function setRetentionYears(
  ctx: Context,
  schoolId: string,
  retentionYears: number,
): Promise<void> {
  await scoped(SchoolModel, ctx.scope).updateMany({ _id: schoolId }, { $set: { retentionYears } });
  await forgetTimetable(ctx, schoolId);
}

type Keeping = Pick<School, '_id' | 'timeZone' | 'retentionYears'>;

/** Every school of a district, archived ones too, with how long it keeps its registers. */
export function keepingSchools(districtId: string): Promise<Keeping[]> {
  return SchoolModel.find({ districtId }, { timeZone: 1, retentionYears: 1 }).limit(10_000).lean<School[]>();
}
