import { matchesWords } from '@quad/shared/platform';
import type { SearchResult } from '@quad/shared/schools';
import { byName, lastingFrom, startingWith } from '../../platform/database/collection';
import { scoped } from '../../platform/database/scoped';
import type { Context, Scope } from '../../platform/http/context';
import { displayName, findPeople } from '../identity';
import { ClassModel, type SchoolClass } from './class.model';
import { todayIn } from './school-access';
import { SchoolModel } from './school.model';

const most = 10;

/** People and classes by name, in the schools whose people the actor may read. */
export async function search(ctx: Context, q: string): Promise<SearchResult> {
  const scope = readable(ctx);
  const today = todayIn(ctx, ctx.district);
  const [people, classes] = await Promise.all([findPeople(scope, q, today), findClasses(scope, q, today)]);
  const schoolIds = [
    ...people.map(({ membership }) => membership.schoolId),
    ...classes.map((c) => c.schoolId),
  ];
  const schools = await scoped(SchoolModel, scope).find(
    { _id: { $in: [...new Set(schoolIds)].filter((id) => id !== null) } },
    { select: { name: 1 } },
  );
  const nameOf = (schoolId: string): string => schools.find(({ _id }) => _id === schoolId)?.name ?? '';
  return {
    people: people.map(({ person, membership: { schoolId, role } }) => ({
      ...{ personId: person._id, name: displayName(person), role },
      ...{ schoolId: schoolId ?? '', schoolName: nameOf(schoolId ?? '') },
    })),
    classes: classes.map(({ _id, schoolId, name }) => ({
      ...{ classId: _id, schoolId, schoolName: nameOf(schoolId), name },
    })),
  };
}

/** The actor's scope without schools in which they may not read people: one may teach in a second school. */
function readable(ctx: Context): Scope {
  const { districtId, schoolIds } = ctx.scope;
  if (schoolIds === 'all') return ctx.scope;
  return {
    districtId,
    schoolIds: schoolIds.filter((schoolId) => ctx.can('people:read', { districtId, schoolId })),
  };
}

/** A school's classes by any part of the name; a whole district's only by what it begins with. */
async function findClasses(scope: Scope, q: string, today: string): Promise<SchoolClass[]> {
  const lasting = lastingFrom(today);
  const { districtId, schoolIds } = scope;
  if (schoolIds === 'all')
    return ClassModel.find({ districtId, name: startingWith(q), ...lasting })
      .collation(byName)
      .limit(most)
      .lean<SchoolClass[]>();
  const all = await ClassModel.find({ schoolId: { $in: schoolIds }, ...lasting })
    .limit(5_000)
    .lean<SchoolClass[]>();
  return all.filter(({ name, code }) => matchesWords(q, name, code)).slice(0, most);
}
