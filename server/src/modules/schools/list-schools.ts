import { matchesWords, pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { SchoolListRow } from '@quad/shared/schools';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { countBySchool } from '../identity';
import { presentSchool } from './edit-school';
import { SchoolModel, type School } from './school.model';

interface Asked {
  q?: string | undefined;
  sort?: 'name' | 'pupils' | undefined;
  page?: number | undefined;
  archived?: 'yes' | undefined;
}

/** The schools the actor may look after. Pupils are counted for the page alone, unless the order needs them all. */
export async function listSchools(ctx: Context, asked: Asked): Promise<Paged<SchoolListRow>> {
  const { districtId } = ctx.scope;
  const found = await scoped(SchoolModel, ctx.scope).find(
    asked.archived === 'yes' ? {} : { archivedAt: null },
    { select: { periods: 0 }, limit: 10_000 },
  );
  const wanted = found
    .filter(({ _id: schoolId }) => ctx.can('school:read', { districtId, schoolId }))
    .filter(({ name, code, group }) => matchesWords(asked.q ?? '', name, code, group))
    .sort((a, b) => a.name.localeCompare(b.name));
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const count = (schools: School[]): Promise<Map<string, number>> =>
    countBySchool(
      'student',
      ctx.scope,
      today,
      schools.map(({ _id }) => _id),
    );
  const { page, pages, skip } = pageOf(wanted.length, asked.page);
  const cut = (schools: School[]): School[] => schools.slice(skip, skip + pageSize);
  const all = asked.sort === 'pupils' ? await count(wanted) : null;
  if (all !== null) wanted.sort((a, b) => (all.get(b._id) ?? 0) - (all.get(a._id) ?? 0));
  const pupils = all ?? (await count(cut(wanted)));
  const rows = cut(wanted).map((school) => ({
    ...presentSchool(school),
    pupils: pupils.get(school._id) ?? 0,
  }));
  return { rows, page, pages, total: wanted.length };
}
