import type { Role } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Scope } from '../../platform/http/context';
import { heldOn } from '../../platform/database/collection';
import type { Platform } from '../../platform/platform';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

export type { Person };

export interface KnownPerson {
  person: Pick<
    Person,
    '_id' | 'districtId' | 'givenName' | 'familyName' | 'title' | 'login' | 'disabled' | 'secondFactor'
  >;
  memberships: MembershipRecord[];
}

export function personTag(personId: string): string {
  return `person:${personId}`;
}

/** A person with every membership they ever had; whether one holds today is the caller's question, for only it knows the day. */
export function knownPerson(personId: string, platform: Platform): Promise<KnownPerson | null> {
  return platform.cache.read(`person:${personId}`, [personTag(personId)], async () => {
    const [person, memberships] = await Promise.all([
      PersonModel.findById(personId, { passwordHash: 0 }).lean<Person>(),
      MembershipModel.find({ personId }).limit(100).lean<MembershipRecord[]>(),
    ]);
    return person === null ? null : { person, memberships };
  });
}

export function displayName(person: Pick<Person, 'givenName' | 'familyName'>): string {
  return `${person.givenName} ${person.familyName}`;
}

export function formalName(person: Pick<Person, 'givenName' | 'familyName' | 'title'>): string {
  return person.title === undefined ? displayName(person) : `${person.title} ${person.familyName}`;
}

/** Up to here each name comes from the cache, where whoever acts is anyway; a whole roll is one query. */
const fewNames = 3;

/** Names to show for ids of one district; staff by their formal name. Unknown ids are left out. */
export async function namesOf(
  ids: readonly string[],
  districtId: string,
  platform: Platform,
): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  const people = wanted.length <= fewNames ? await known(wanted, platform) : await read(wanted, districtId);
  const ours = people.filter((person) => person.districtId === districtId);
  return Object.fromEntries(ours.map((person) => [person._id, formalName(person)]));
}

type Named = Pick<Person, '_id' | 'districtId' | 'givenName' | 'familyName' | 'title'>;

async function known(ids: readonly string[], platform: Platform): Promise<Named[]> {
  const found = await Promise.all(ids.map((id) => knownPerson(id, platform)));
  return found.flatMap((each) => (each === null ? [] : [each.person]));
}

function read(ids: readonly string[], districtId: string): Promise<Named[]> {
  const fields = { districtId: 1, givenName: 1, familyName: 1, title: 1 };
  return PersonModel.find({ _id: { $in: ids }, districtId }, fields).lean<Person[]>();
}

/** People of one district by id, without what they sign in by. */
export async function peopleOf(
  ids: readonly string[],
  districtId: string,
): Promise<Map<string, Named & { code: string }>> {
  const fields = { districtId: 1, givenName: 1, familyName: 1, title: 1, code: 1 };
  const people = await PersonModel.find({ _id: { $in: ids }, districtId }, fields)
    .hint({ _id: 1 })
    .lean<Person[]>();
  return new Map(people.map((person) => [person._id, person]));
}

/** The ids of one district's people by family name, then given name. */
export async function inOrderOfNames(ids: readonly string[], districtId: string): Promise<string[]> {
  const people = await PersonModel.find(
    { _id: { $in: ids }, districtId },
    { givenName: 1, familyName: 1 },
  ).lean<Person[]>();
  const collator = new Intl.Collator('en', { sensitivity: 'base' });
  const compare = (a: Person, b: Person): number =>
    collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName);
  return people.sort(compare).map((person) => person._id);
}

/** Those of the ids who hold `role` in the school on that day. */
export async function holdersOf(
  role: Role,
  place: { districtId: string; schoolId: string; date: string },
  ids: readonly string[],
): Promise<Set<string>> {
  const { districtId, schoolId, date } = place;
  const held = { role, districtId, schoolId, ...heldOn(date) };
  const found = await MembershipModel.find({ ...held, personId: { $in: ids } }, { personId: 1 }).lean<
    MembershipRecord[]
  >();
  return new Set(found.map((membership) => membership.personId));
}

/** Those of the ids who are or ever were anything in the schools (null: in the district itself). */
export async function everOf(
  { districtId, schoolIds }: { districtId: string; schoolIds: readonly (string | null)[] },
  ids: readonly string[],
): Promise<Set<string>> {
  const found = await MembershipModel.find(
    { personId: { $in: ids }, districtId, schoolId: { $in: schoolIds } },
    { personId: 1 },
  ).lean<MembershipRecord[]>();
  return new Set(found.map((membership) => membership.personId));
}

/** Who held `role` in the school on any of these days, and since and until when. */
export function spellsOf(
  role: Role,
  { districtId, schoolId }: { districtId: string; schoolId: string },
  { from, to }: { from: string; to: string },
): Promise<Pick<MembershipRecord, 'personId' | 'from' | 'to'>[]> {
  const held = { districtId, role, schoolId, ...heldOn(from, to) };
  return MembershipModel.find(held, { _id: 0, personId: 1, from: 1, to: 1 })
    .limit(20_000)
    .lean<MembershipRecord[]>();
}

/** How many people hold `role` in each school of the district today, or in each of those named. */
export async function countBySchool(
  role: Role,
  scope: Scope,
  date: string,
  schoolIds?: readonly string[],
): Promise<Map<string, number>> {
  const within = scoped(MembershipModel, scope);
  const named = schoolIds === undefined ? {} : { schoolId: { $in: schoolIds } };
  const rows = await within.aggregate<{ _id: string; people: number }>(
    { role, ...named, ...heldOn(date) },
    // spells of one role may overlap; a person is counted once
    [
      { $group: { _id: { schoolId: '$schoolId', personId: '$personId' } } },
      { $group: { _id: '$_id.schoolId', people: { $sum: 1 } } },
    ],
  );
  return new Map(rows.map((row) => [row._id, row.people]));
}

/** A few of those who hold `role` in the school (null: the district) on that day. */
export async function someHolders(
  role: Role,
  { districtId, schoolId, date }: { districtId: string; schoolId: string | null; date: string },
  most: number,
): Promise<string[]> {
  const held = { role, districtId, schoolId, ...heldOn(date) };
  const found = await MembershipModel.find(held, { personId: 1 })
    .sort({ from: 1 })
    .limit(most)
    .lean<MembershipRecord[]>();
  return [...new Set(found.map((membership) => membership.personId))];
}
