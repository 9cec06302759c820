import type { Role } from '@quad/shared/platform';
import { isEnding, keyOf, quadRole, spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';
import type { NewRow } from './staged-rows';
import { byHand as byHandColumn } from './tables';
import { dayIn, lastDayBefore, truthOf } from './values';

/** Whatever roles somebody has: of whom a refused row speaks, none ends. */
export const anyRole = '*';

/** Somebody is to have a role. */
export interface Given {
  row: Pick<RosterRow, 'line' | 'table'>;
  user: string;
  /** null: the district, or with any role anywhere */
  schoolId: string | null;
  role: Role | typeof anyRole;
  begin?: string | null;
  last?: string | null;
  ending?: boolean;
  byHand?: boolean;
}

/** What the days of a row say; null when they are none, which is told. */
export async function daysOf(
  roster: Roster,
  row: RosterRow,
): Promise<{ begin: string | null; last: string | null } | null> {
  const { beginDate, endDate } = row.fields;
  const begin = beginDate === undefined ? null : dayIn(beginDate);
  const end = endDate === undefined ? null : dayIn(endDate);
  const spot = spotOf(row);
  if (beginDate !== undefined && begin === null)
    await roster.refuse(spot, 'notADay', { column: 'beginDate', value: beginDate });
  else if (endDate !== undefined && end === null)
    await roster.refuse(spot, 'notADay', { column: 'endDate', value: endDate });
  else if (begin !== null && end !== null && end < begin)
    await roster.refuse(spot, 'endsBeforeItBegins', { column: 'endDate', value: endDate ?? '' });
  else return { begin, last: end === null ? null : lastDayBefore(end) };
  return null;
}

/** The role a row gives in a school or the district; none when it gives no rights here, which is told. */
export async function giveRole(
  roster: Roster,
  row: RosterRow,
  { user, org, role }: { user: string; org: string; role: string },
): Promise<Given[]> {
  const spot = spotOf(row);
  const inRoles = row.table === 'roles';
  const orgColumn = inRoles ? 'orgSourcedId' : 'orgSourcedIds';
  const school = roster.schools.get(org);
  const isAbove = roster.aboveSchools.has(org);
  const wanted = quadRole(role);
  const kept: Given = { row, user, schoolId: school?.id ?? null, role: anyRole };
  const refuse = async (code: string, facts: { column: string; value: string }): Promise<Given[]> => {
    // in 1.1 the person is taken, and so are their other schools
    if (inRoles) await roster.refuse(spot, code, facts);
    else await roster.warn(spot, code, facts);
    return [kept];
  };
  if (/^ext:/i.test(role)) {
    await roster.warn(spot, 'roleWithoutRights', { column: 'role', value: role });
    return [];
  }
  if (wanted === undefined) return refuse('unknownRole', { column: 'role', value: role });
  if (school === undefined && !isAbove) return refuse('unknownSchool', { column: orgColumn, value: org });
  if (school?.isArchived === true) return refuse('inArchivedSchool', { column: orgColumn, value: org });
  const days = await daysOf(roster, row);
  if (days === null) return [kept];
  const facts = {
    ...{ row, user, schoolId: school?.id ?? null, ...days },
    // in 1.1 it is the person who is taken out
    ending: inRoles && (await isEnding(roster, row)),
    byHand: truthOf(row.fields[byHandColumn] ?? '') === true,
  };
  if (isAbove) {
    if (wanted === 'districtAdmin') return [{ ...facts, role: wanted }];
    if (inRoles) await roster.warn(spot, 'roleAboveSchools', { column: orgColumn, value: role });
    return [];
  }
  if (wanted !== 'districtAdmin') return [{ ...facts, role: wanted }];
  await roster.warn(spot, 'districtRoleInSchool', { column: 'role', value: role });
  return [{ ...facts, role: 'schoolAdmin' }];
}

/** Two rows that say the same of one person are one. */
export function givenRow({ row, user, schoolId, role, begin, last, ending, byHand }: Given): NewRow {
  const spell = [begin ?? '', last ?? '', ending === true ? 'ending' : ''];
  return {
    ...{ key: keyOf(user, schoolId ?? '', role, ...spell), link: user, line: row.line },
    fields: {
      ...{ table: row.table, schoolId: schoolId ?? '', role },
      ...(begin != null && { begin }),
      ...(last != null && { last }),
      ...(ending === true && { ending: 'true' }),
      ...(byHand === true && { byHand: 'true' }),
    },
  };
}
