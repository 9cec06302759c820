import { lasts } from '../../../platform/database/collection';
import { newId } from '../../../platform/database/connect';
import {
  displayName,
  guardianshipsOf,
  membershipsOfAll,
  peopleByCode,
  type Guardianship,
  type MembershipRecord,
  type RosterPerson,
} from '../../identity';
import { changesOf } from './changes';
import { anyRole, givenRow } from './given-roles';
import { groupBy } from './group-by';
import { keyOf, spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';
import type { NewRow } from './staged-rows';
import { listed } from './values';

/** What writing a guardianship needs: one that is made, or one that is changed. */
export interface GuardianWrite {
  _id: string;
  made?: { guardian: string; pupil: string; schoolId: string; from: string; rostered: boolean };
  set?: { to?: null; rostered?: true };
}

/**
 * Who answers for whom: a pupil's agents are guardians, a guardian's agents are pupils. Each school the pupil is in knows the
 * guardian, and the guardian has that role there: without it nobody may do anything for a child.
 */
export async function readAgents(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('agents')) {
    const agents = rows.map((row) => ({ row, ...agentsOf(row) }));
    const facts = await factsOf(roster, [...new Set(agents.flatMap(({ row, all }) => [row.key, ...all]))]);
    const links: NewRow[] = [];
    const given: NewRow[] = [];
    for (const { row, all, byHand } of agents)
      for (const agent of all) {
        const pair = await pairOf(roster, row, agent, facts);
        if (pair === null) continue;
        const { guardian, pupil } = pair;
        for (const schoolId of facts.schoolsOf(pupil)) {
          const isByHand = byHand.has(agent);
          links.push({
            ...{ key: keyOf(guardian, pupil, schoolId), link: pupil, line: row.line },
            fields: { guardian, schoolId, ...(isByHand && { byHand: 'true' }) },
          });
          if (!facts.isGuardianIn(guardian, schoolId))
            given.push(
              givenRow({
                ...{ row: { line: row.line, table: 'users' }, user: guardian, schoolId, role: 'guardian' },
                byHand: isByHand,
              }),
            );
        }
      }
    await roster.rows.add('links', links);
    await roster.rows.add('given', given);
  }
}

function agentsOf({ fields }: RosterRow): { all: string[]; byHand: Set<string> } {
  const byHand = listed(fields.byHand);
  return { all: [...new Set([...listed(fields.agents), ...byHand])], byHand: new Set(byHand) };
}

interface Facts {
  isKnown(code: string): boolean;
  schoolsOf(pupil: string): string[];
  isGuardian(code: string): boolean;
  isGuardianIn(code: string, schoolId: string): boolean;
}

async function factsOf(roster: Roster, codes: readonly string[]): Promise<Facts> {
  const [inFile, standing, given] = await Promise.all([
    roster.rows.find('users', codes),
    peopleByCode(roster.districtId, codes),
    roster.rows.linked('given', codes),
  ]);
  const memberships = groupBy(
    await membershipsOfAll(
      roster.districtId,
      [...standing.values()].map(({ _id }) => _id),
    ),
    ({ personId }) => personId,
  );
  const saidOf = (code: string, role: string): RosterRow[] =>
    (given.get(code) ?? []).filter((row) => row.fields.role === role && roster.goesOn(row));
  const heldBy = (code: string, role: string): MembershipRecord[] =>
    (memberships.get(standing.get(code)?._id ?? '') ?? []).filter(
      (each) => each.role === role && lasts(each, roster.todayIn(each.schoolId)),
    );
  const ends = roster.ends(roster.rolesTable);
  const named = new Set(roster.named());
  /** what stands and this file does not end */
  const goesOn = ({ schoolId, role, rostered }: MembershipRecord, rows: readonly RosterRow[]): boolean => {
    const own = rows.filter(({ fields }) => fields.role === role && fields.schoolId === schoolId);
    if (own.length > 0) return own.some((row) => roster.goesOn(row));
    const isKept = rows.some(({ fields }) => fields.role === anyRole);
    return isKept || !ends || rostered !== true || !named.has(schoolId);
  };
  return {
    isKnown: (code) => roster.whyNoUser(code, standing, inFile) === null,
    schoolsOf: (pupil) => {
      const said = saidOf(pupil, 'student').flatMap(({ fields }) => fields.schoolId ?? []);
      const held = heldBy(pupil, 'student').filter((each) => goesOn(each, given.get(pupil) ?? []));
      return [...new Set([...said, ...held.map(({ schoolId }) => schoolId ?? '')])].filter((id) => id !== '');
    },
    isGuardian: (code) => saidOf(code, 'guardian').length > 0 || heldBy(code, 'guardian').length > 0,
    isGuardianIn: (code, schoolId) =>
      saidOf(code, 'guardian').some(({ fields }) => fields.schoolId === schoolId),
  };
}

async function pairOf(
  roster: Roster,
  row: RosterRow,
  agent: string,
  facts: Facts,
): Promise<{ guardian: string; pupil: string } | null> {
  const spot = { ...spotOf(row), table: 'users' };
  const said = { column: 'agentSourcedIds', value: agent };
  const [isPupil, isAgentPupil] = [row.key, agent].map((code) => facts.schoolsOf(code).length > 0);
  if (!facts.isKnown(agent)) await roster.warn(spot, 'unknownAgent', said);
  else if (isPupil === true && (isAgentPupil !== true || facts.isGuardian(agent)))
    return { guardian: agent, pupil: row.key };
  else if (isAgentPupil === true && isPupil !== true) return { guardian: row.key, pupil: agent };
  else await roster.warn(spot, 'agentOfNoPupil', said);
  return null;
}

/** Guardianships compared with those that stand. */
export async function planGuardians(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('links', 'link')) {
    const codes = [...new Set(rows.flatMap(({ link, fields }) => [link, fields.guardian ?? '']))];
    const [people, inFile] = await Promise.all([
      peopleByCode(roster.districtId, codes),
      roster.rows.find('users', codes),
    ]);
    const pupilIds = rows.flatMap(({ link }) => people.get(link)?._id ?? []);
    const standing = new Map(
      (await guardianshipsOf(roster.districtId, [...new Set(pupilIds)])).map((each) => [
        keyOf(each.guardianId, each.pupilId, each.schoolId),
        each,
      ]),
    );
    for (const row of rows) {
      const { guardian = '', schoolId = '' } = row.fields;
      const [guardianId, pupilId] = [guardian, row.link].map((code) => people.get(code)?._id ?? '');
      const found = standing.get(keyOf(guardianId ?? '', pupilId ?? '', schoolId));
      const label = [guardian, row.link]
        .map((code) => nameOf(people.get(code), inFile.get(code)))
        .join(' · ');
      await planGuardian(roster, row, found, label);
    }
  }
}

async function planGuardian(
  roster: Roster,
  { link: pupil, line, fields: { guardian = '', schoolId = '', byHand } }: RosterRow,
  found: Guardianship | undefined,
  label: string,
): Promise<void> {
  const school = roster.schoolById(schoolId);
  const today = roster.todayIn(schoolId);
  const rostered = byHand !== 'true';
  const spot = { file: 'users.csv', line, key: guardian, label };
  if (found === undefined) {
    const isNew = school?.isNew === true && school.firstDay !== null && school.firstDay < today;
    const from = isNew ? (school.firstDay ?? today) : today;
    const write: GuardianWrite = { _id: newId(), made: { guardian, pupil, schoolId, from, rostered } };
    const fields = changesOf(undefined, { school: school?.name ?? null, from });
    await roster.reading.plan({ thing: 'guardian', op: 'add', ...spot, fields, write });
    return;
  }
  const set = {
    ...(found.to !== null && { to: null }),
    ...(rostered && found.rostered !== true && { rostered }),
  };
  const fields = changesOf(found, set);
  if (fields.length === 0) roster.same('guardian');
  else {
    const write: GuardianWrite = { _id: found._id, set };
    await roster.reading.plan({ thing: 'guardian', op: 'change', ...spot, fields, write });
  }
}

/** As the file has it; without a row in the file, as Quad does. */
export function nameOf(person: RosterPerson | undefined, row: RosterRow | undefined): string {
  if (person !== undefined) return displayName(person);
  return `${row?.fields.givenName ?? ''} ${row?.fields.familyName ?? ''}`.trim();
}
