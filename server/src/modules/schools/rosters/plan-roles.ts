import type { Role } from '@quad/shared/platform';
import { newId } from '../../../platform/database/connect';
import { membershipsOfAll, peopleByCode, type MembershipRecord } from '../../identity';
import { changesOf } from './changes';
import type { Endings } from './endings';
import { groupBy } from './group-by';
import { anyRole } from './given-roles';
import { nameOf } from './plan-guardians';
import { keyOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';
import { planSpells, type Wanted } from './spells';
import { lastDayBefore } from './values';

/** What writing a role needs: a spell that is made, or one that is changed. People new with this roster are known by their code. */
export interface RoleWrite {
  _id: string;
  made?: {
    code: string;
    schoolId: string | null;
    role: Role;
    from: string;
    to: string | null;
    rostered: boolean;
  };
  set?: { from?: string; to?: string | null; rostered?: true };
}

/** Who is what, where and since when, compared with what stands. */
export async function planRoles(roster: Roster, endings: Endings): Promise<void> {
  for await (const rows of roster.rows.batches('given', 'link')) {
    const codes = [...new Set(rows.map(({ link }) => link))];
    const [people, inFile] = await Promise.all([
      peopleByCode(roster.districtId, codes),
      roster.rows.find('users', codes),
    ]);
    const ids = [...people.values()].map(({ _id }) => _id);
    const standing = groupBy(await membershipsOfAll(roster.districtId, ids), placeOf);
    const said = groupBy(
      rows.filter(({ fields }) => fields.role !== anyRole),
      ({ link, fields }) => keyOf(link, fields.schoolId ?? '', fields.role ?? ''),
    );
    for (const spells of said.values()) {
      const [{ link: code, fields } = { link: '', fields: {} as RosterRow['fields'] }] = spells;
      const person = people.get(code);
      const name = nameOf(person, inFile.get(code));
      const place = { schoolId: (fields.schoolId ?? '') || null, role: fields.role as Role };
      const held = standing.get(keyOf(person?._id ?? '', place.schoolId ?? '', place.role)) ?? [];
      await planSpellsOf(roster, endings, { code, name, ...place }, spells, held);
    }
  }
}

function placeOf({ personId, schoolId, role }: MembershipRecord): string {
  return keyOf(personId, schoolId ?? '', role);
}

interface Holder {
  code: string;
  name: string;
  schoolId: string | null;
  role: Role;
}

async function planSpellsOf(
  roster: Roster,
  endings: Endings,
  { code, name, schoolId, role }: Holder,
  rows: readonly RosterRow[],
  held: readonly MembershipRecord[],
): Promise<void> {
  const school = roster.schoolById(schoolId);
  const today = roster.todayIn(schoolId);
  // in a school that is new with this file everybody was there before the file was
  const first = school?.isNew === true && school.firstDay !== null && school.firstDay < today;
  const wanted = rows.map((row): Wanted<RosterRow> => {
    const { begin = null, last = null, ending, byHand } = row.fields;
    const isEnding = ending === 'true';
    return {
      row,
      begin,
      last: isEnding ? lastDayBefore(today) : last,
      ending: isEnding,
      rostered: byHand !== 'true',
    };
  });
  const from = first ? (school.firstDay ?? today) : today;
  const label = `${name} · ${role}${school === undefined ? '' : ` · ${school.name}`}`;
  for (const plan of planSpells(wanted, held, { today, from })) {
    const spot = { file: `${plan.row.fields.table ?? ''}.csv`, line: plan.row.line };
    if (plan.kind === 'same') roster.same('role');
    else if (plan.kind === 'add') {
      const { kind: op, from: begins, to, rostered } = plan;
      const made = { code, schoolId, role, from: begins, to, rostered };
      const write: RoleWrite = { _id: newId(), made };
      const fields = changesOf(undefined, { role, school: school?.name ?? null, from: begins, to });
      await roster.reading.plan({ thing: 'role', op, key: code, label, ...spot, fields, write });
    } else if (plan.kind === 'end') {
      const set = { ...plan.set, to: plan.set.to ?? lastDayBefore(today) };
      const named = { table: plan.row.fields.table ?? '', line: plan.row.line };
      await endings.endRoles([{ membership: plan.spell, code, name, set, spot: named }]);
    } else {
      const write: RoleWrite = { _id: plan.spell._id, set: plan.set };
      const fields = changesOf(plan.spell, plan.set);
      await roster.reading.plan({ thing: 'role', op: 'change', key: code, label, ...spot, fields, write });
    }
  }
}
