import { matchesWords, pageOf, pageSize, type Paged, type Role } from '@quad/shared/platform';
import type { PersonRow } from '@quad/shared/schools';
import { lastingFrom, lasts } from '../../platform/database/collection';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

export interface Place {
  districtId: string;
  /** null: the whole district */
  schoolId: string | null;
}

interface Asked {
  role: Role;
  state?: 'current' | 'ended' | undefined;
  q?: string | undefined;
  sort?: 'familyName' | 'givenName' | 'from' | undefined;
  page?: number | undefined;
}

const rowFields = { givenName: 1, familyName: 1, title: 1, code: 1, login: 1 } as const;

/**
 * Those who hold a role there today or later, or held it, a page at a time. Names are searched among the role's holders
 * only, so a search reads one school's people and never everybody's.
 */
export async function peopleWithRole(
  { districtId, schoolId }: Place,
  { role, state = 'current', q = '', sort = 'familyName', page: asked }: Asked,
  today: string,
): Promise<Paged<PersonRow>> {
  const memberships = await newestSpells({ districtId, schoolId }, role, state, today);
  const people = await PersonModel.find(
    { _id: { $in: memberships.map(({ personId }) => personId) }, districtId },
    rowFields,
  )
    .hint({ _id: 1 })
    .lean<Person[]>();
  const byId = new Map(people.map((person) => [person._id, person]));
  const wanted = memberships
    .flatMap((membership) => {
      const person = byId.get(membership.personId);
      return person === undefined ? [] : [presentRow(person, membership)];
    })
    .filter((row) => matchesWords(q, row.givenName, row.familyName, row.code))
    .sort(order(sort));
  const { page, pages, skip } = pageOf(wanted.length, asked);
  return { rows: wanted.slice(skip, skip + pageSize), page, pages, total: wanted.length };
}

/** One membership a person: who holds the role again is not among those it ended for. */
async function newestSpells(
  { districtId, schoolId }: Place,
  role: Role,
  state: 'current' | 'ended',
  today: string,
): Promise<MembershipRecord[]> {
  const lasting = state === 'current' ? lastingFrom(today) : {};
  const spells = await MembershipModel.find({ districtId, role, schoolId, ...lasting })
    .sort({ from: 1 })
    .limit(20_000)
    .lean<MembershipRecord[]>();
  const newest = [...new Map(spells.map((spell) => [spell.personId, spell])).values()];
  if (state === 'current') return newest;
  const holders = new Set(spells.filter((each) => lasts(each, today)).map(({ personId }) => personId));
  return newest.filter(({ personId }) => !holders.has(personId));
}

function presentRow(
  { _id, givenName, familyName, title, code, login }: Person,
  { _id: membershipId, from, to }: MembershipRecord,
): PersonRow {
  return {
    ...{ personId: _id, membershipId, code, givenName, familyName, from, to },
    title: title ?? null,
    login: login ?? null,
  };
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });

function order(by: NonNullable<Asked['sort']>): (a: PersonRow, b: PersonRow) => number {
  const compare = (...fields: ('familyName' | 'givenName')[]) => {
    return (a: PersonRow, b: PersonRow): number =>
      fields.reduce((result, field) => result || collator.compare(a[field], b[field]), 0);
  };
  const byName = compare('familyName', 'givenName');
  if (by === 'givenName') return compare('givenName', 'familyName');
  // whoever came last stands first
  if (by === 'from') return (a, b) => b.from.localeCompare(a.from) || byName(a, b);
  return byName;
}
