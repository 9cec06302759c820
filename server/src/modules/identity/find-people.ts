import type { QueryFilter } from 'mongoose';
import { matchesWords } from '@quad/shared/platform';
import { byName, lastingFrom, startingWith } from '../../platform/database/collection';
import type { Scope } from '../../platform/http/context';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

export interface FoundPerson {
  person: Pick<Person, '_id' | 'givenName' | 'familyName' | 'title'>;
  /** what the person is, today or later, in a school of the scope */
  membership: MembershipRecord;
}

const most = 10;
/** As many whose name begins right are looked at more closely. */
const candidates = 200;

/** People of the scope's schools by any part of their names; of a whole district only by what a name begins with. */
export async function findPeople(scope: Scope, q: string, today: string): Promise<FoundPerson[]> {
  const lasting = { districtId: scope.districtId, ...lastingFrom(today) };
  if (scope.schoolIds === 'all') {
    const people = await withNamesLike(scope.districtId, q);
    const personId = { $in: people.map(({ _id }) => _id) };
    return pair(people, await memberships({ ...lasting, personId, schoolId: { $ne: null } }), q);
  }
  const held = await memberships({ ...lasting, schoolId: { $in: scope.schoolIds } });
  const people = await PersonModel.find({ _id: { $in: held.map(({ personId }) => personId) } }, fields)
    .hint({ _id: 1 })
    .lean<Person[]>();
  return pair(people, held, q);
}

const fields = { givenName: 1, familyName: 1, title: 1 } as const;

function memberships(filter: QueryFilter<MembershipRecord>): Promise<MembershipRecord[]> {
  return MembershipModel.find(filter).limit(20_000).lean<MembershipRecord[]>();
}

/** A district has too many people to read; the first word must begin one of the names. */
async function withNamesLike(districtId: string, q: string): Promise<Person[]> {
  const begins = startingWith(q.split(/\s+/)[0] ?? '');
  const found = await Promise.all(
    [{ familyName: begins }, { givenName: begins }].map((name) =>
      PersonModel.find({ districtId, ...name }, fields)
        .collation(byName)
        .limit(candidates)
        .lean<Person[]>(),
    ),
  );
  return found.flat();
}

function pair(people: readonly Person[], held: readonly MembershipRecord[], q: string): FoundPerson[] {
  const roleOf = new Map(held.map((membership) => [membership.personId, membership]));
  const found = new Map<string, FoundPerson>();
  for (const person of people) {
    const membership = roleOf.get(person._id);
    const fits = membership !== undefined && matchesWords(q, person.givenName, person.familyName);
    if (fits && found.size < most) found.set(person._id, { person, membership });
  }
  return [...found.values()];
}
