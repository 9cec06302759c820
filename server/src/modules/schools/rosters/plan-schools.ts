import { longest } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import { dayOn } from '../../../platform/http/day';
import { SchoolModel, type School } from '../school.model';
import { isEnding, spotOf, type Roster, type RosterSchool } from './roster';
import type { RosterRow } from './roster-row.model';
import { changesOf, tooLong } from './changes';

/** What writing a school needs. */
export interface SchoolWrite {
  _id: string;
  /** only for one that is made */
  code?: string;
  timeZone?: string;
  set: { name: string; group?: string; ext?: Record<string, string> };
}

const orgTypes = ['department', 'school', 'district', 'local', 'state', 'national'];
/** Parents of these types are what Quad calls a group of schools; a district is all of them. */
const groupTypes = ['department', 'local'];

/** Orgs become schools, by their id or their identifier; whatever is above a school stands for the district. */
export async function planSchools(roster: Roster): Promise<void> {
  const standing = await SchoolModel.find({ districtId: roster.districtId }).limit(10_000).lean<School[]>();
  const byCode = new Map(standing.map((school) => [school.code, school]));
  for (const [code, school] of byCode) roster.addSchool(code, known(roster, school, false));
  const orgs = await readOrgs(roster);
  const claimed = new Set<string>();
  for (const { row, type } of orgs.values()) {
    if (type !== 'school') {
      roster.aboveSchools.add(row.key);
      continue;
    }
    const byId = byCode.get(row.key);
    const byIdentifier = byId ?? byCode.get(row.fields.identifier ?? '');
    const school = byIdentifier !== undefined && !claimed.has(byIdentifier._id) ? byIdentifier : undefined;
    if (school !== undefined) claimed.add(school._id);
    const parent = orgs.get(row.fields.parentSourcedId ?? '');
    const group =
      parent !== undefined && groupTypes.includes(parent.type) ? parent.row.fields.name : undefined;
    await planSchool(roster, row, school, { timeZone: roster.file.timeZone, group });
  }
  roster.compared(orgs.size);
  sayMissing(roster, standing);
}

interface Org {
  row: RosterRow;
  type: string;
}

/** Orgs are few: they are held, because each names its parent. */
async function readOrgs(roster: Roster): Promise<Map<string, Org>> {
  const orgs = new Map<string, Org>();
  for await (const rows of roster.rows.batches('orgs'))
    for (const row of rows.filter(({ refused }) => refused !== true)) {
      const type = (row.fields.type ?? '').toLowerCase();
      const name = row.fields.name ?? '';
      const spot = spotOf(row);
      if (name === '')
        await roster.refuse(spot, 'missingValue', { column: 'name', about: { column: 'name' } });
      else if (!orgTypes.includes(type))
        await roster.refuse(spot, 'unknownType', { column: 'type', value: row.fields.type ?? '' });
      else if (await tooLong(roster, row, { name: longest.name })) continue;
      else if (type === 'school' && (await tooLong(roster, row, { sourcedId: longest.code }))) continue;
      else if (await isEnding(roster, row)) await roster.warn(spot, 'schoolNotEnded', { value: name });
      else orgs.set(row.key, { row, type });
    }
  return orgs;
}

async function planSchool(
  roster: Roster,
  row: RosterRow,
  school: School | undefined,
  { timeZone, group }: { timeZone: string; group: string | undefined },
): Promise<void> {
  const name = row.fields.name ?? '';
  const _id = school?._id ?? newId();
  const set = {
    name,
    ...(group !== undefined && group.length <= longest.group && { group }),
    ...(row.ext !== undefined && { ext: row.ext }),
  };
  const fresh: RosterSchool = {
    ...{ id: _id, name, today: roster.today, isNew: true },
    ...{ isArchived: false, isNamed: true, firstDay: null },
  };
  roster.addSchool(row.key, school === undefined ? fresh : known(roster, { ...school, name }, true));
  if (school?.archivedAt != null) {
    await roster.warn(spotOf(row), 'schoolArchived', { value: name });
    return;
  }
  const fields = changesOf(school, set);
  if (school !== undefined && fields.length === 0) roster.same('school');
  else {
    const write: SchoolWrite = { _id, set, ...(school === undefined && { code: row.key, timeZone }) };
    await roster.reading.plan({
      ...{ thing: 'school', op: school === undefined ? 'add' : 'change', key: row.key, label: name },
      ...{ file: 'orgs.csv', line: row.line, fields, write },
    });
  }
}

function known(roster: Roster, school: School, isNamed: boolean): RosterSchool {
  return {
    ...{ id: school._id, name: school.name, today: dayOn(roster.reading.now(), school.timeZone) },
    ...{ isNew: false, isArchived: school.archivedAt !== null, isNamed, firstDay: null },
  };
}

/** A school is never archived by a file; somebody may want to know that it is not in it. */
function sayMissing(roster: Roster, standing: readonly School[]): void {
  if (roster.file.modes.get('orgs') !== 'bulk') return;
  const named = new Set(roster.named());
  const missing = standing.filter(({ _id, archivedAt }) => archivedAt === null && !named.has(_id));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const about = { count: String(missing.length), names: names.slice(0, 10).join(', ') };
  roster.reading.notice({ code: 'schoolsNotNamed', file: 'orgs.csv', about });
}
