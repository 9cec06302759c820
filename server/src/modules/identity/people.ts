import type { Role } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Scope } from '../../platform/http/context';
import type { Platform } from '../../platform/platform';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

export type { Person };

export interface KnownPerson {
  person: Pick<Person, '_id' | 'districtId' | 'givenName' | 'familyName' | 'title' | 'login'>;
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
  const held = { role, districtId, schoolId, from: { $lte: date }, to: { $not: { $lt: date } } };
  const found = await MembershipModel.find({ ...held, personId: { $in: ids } }, { personId: 1 }).lean<
    MembershipRecord[]
  >();
  return new Set(found.map((membership) => membership.personId));
}

/** How many people hold `role` in each school of the district today. */
export async function countBySchool(role: Role, scope: Scope, date: string): Promise<Map<string, number>> {
  const within = scoped(MembershipModel, scope);
  const rows = await within.aggregate<{ _id: string; people: number }>(
    { role, from: { $lte: date }, to: { $not: { $lt: date } } },
    [{ $group: { _id: '$schoolId', people: { $sum: 1 } } }],
  );
  return new Map(rows.map((row) => [row._id, row.people]));
}
