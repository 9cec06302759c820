import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { SchoolModel, type School } from './school.model';

export type SchoolRow = Pick<School, '_id' | 'code' | 'name' | 'group' | 'timeZone'>;

/** The schools the actor may see, by name; archived ones are in no day's business. */
export function schoolsOf(ctx: Context): Promise<SchoolRow[]> {
  return scoped(SchoolModel, ctx.scope).find(
    { archivedAt: null },
    { select: { code: 1, name: 1, group: 1, timeZone: 1 }, sort: { name: 1 }, limit: 10_000 },
  );
}

/** Ids of a district's schools that are not archived, for jobs. */
export async function schoolIdsOf(districtId: string): Promise<string[]> {
  const schools = await SchoolModel.find({ districtId, archivedAt: null }, { _id: 1 })
    .limit(10_000)
    .lean<School[]>();
  return schools.map((school) => school._id);
}
