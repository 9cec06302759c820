import type { Role } from '@quad/shared/platform';
import { lastingFrom } from '../../platform/database/collection';
import { inBatches } from '../../platform/database/batches';
import {
  GuardianshipModel,
  MembershipModel,
  PersonModel,
  type Guardianship,
  type MembershipRecord,
  type Person,
} from './person.model';

/** What a roster knows of a person. */
export type RosterPerson = Pick<
  Person,
  '_id' | 'code' | 'givenName' | 'familyName' | 'login' | 'email' | 'disabled' | 'ext'
>;

export type { Guardianship };

const rosterFields = {
  code: 1,
  givenName: 1,
  familyName: 1,
  login: 1,
  email: 1,
  disabled: 1,
  ext: 1,
} as const;

/** People of a district by the source's own key. */
export async function peopleByCode(
  districtId: string,
  codes: readonly string[],
): Promise<Map<string, RosterPerson>> {
  const people = await PersonModel.find({ districtId, code: { $in: codes } }, rosterFields).lean<Person[]>();
  return new Map(people.map((person) => [person.code, person]));
}

/** Who has these sign-in names, in whatever district: a sign-in name is one of the installation. */
export async function loginHolders(logins: readonly string[]): Promise<Map<string, string>> {
  const holders = await PersonModel.find({ login: { $in: logins } }, { login: 1 }).lean<Person[]>();
  return new Map(holders.map(({ _id, login = '' }) => [login, _id]));
}

/** Everything these people are or were in the district. */
export function membershipsOfAll(
  districtId: string,
  personIds: readonly string[],
): Promise<MembershipRecord[]> {
  return MembershipModel.find({ personId: { $in: personIds }, districtId })
    .sort({ from: 1 })
    .lean<MembershipRecord[]>();
}

/** Roles a roster gave in these schools (null: the district) that hold today or later, so many at a time. */
export function rosteredMemberships(
  { districtId, schoolIds, roles }: { districtId: string; schoolIds: (string | null)[]; roles: Role[] },
  today: string,
  size: number,
): AsyncGenerator<MembershipRecord[]> {
  const held = { districtId, role: { $in: roles }, schoolId: { $in: schoolIds } };
  const lasting = { rostered: true, ...lastingFrom(today) };
  return inBatches(
    MembershipModel.find({ ...held, ...lasting })
      .lean<MembershipRecord[]>()
      .cursor({ batchSize: size }),
    size,
  );
}

/** How many people have a role from a roster in these schools. */
export async function countRostered(
  { districtId, schoolIds, roles }: { districtId: string; schoolIds: (string | null)[]; roles: Role[] },
  today: string,
): Promise<number> {
  const [counted] = await MembershipModel.aggregate<{ people: number }>([
    {
      $match: {
        ...{ districtId, role: { $in: roles }, schoolId: { $in: schoolIds } },
        ...{ rostered: true, ...lastingFrom(today) },
      },
    },
    { $group: { _id: '$personId' } },
    { $count: 'people' },
  ]).allowDiskUse(true);
  return counted?.people ?? 0;
}

/** Every guardianship of these pupils, or of these guardians, with those that have ended. */
export function guardianshipsOf(
  districtId: string,
  ids: readonly string[],
  whose: 'pupilId' | 'guardianId' = 'pupilId',
): Promise<Guardianship[]> {
  return GuardianshipModel.find({ [whose]: { $in: ids }, districtId }).lean<Guardianship[]>();
}

/** Guardianships a roster made in these schools that hold today or later, so many at a time. */
export function rosteredGuardianships(
  schoolIds: readonly string[],
  today: string,
  size: number,
): AsyncGenerator<Guardianship[]> {
  const lasting = { schoolId: { $in: schoolIds }, rostered: true, ...lastingFrom(today) };
  return inBatches(GuardianshipModel.find(lasting).lean<Guardianship[]>().cursor({ batchSize: size }), size);
}

/** Everybody of a district in order of their codes, so many at a time. */
export function everybody(districtId: string, size: number): AsyncGenerator<RosterPerson[]> {
  return inBatches(
    PersonModel.find({ districtId }, rosterFields)
      .sort({ code: 1 })
      .lean<RosterPerson[]>()
      .cursor({ batchSize: size }),
    size,
  );
}

/** Names of the source's columns that Quad only keeps for people. */
export async function extColumnsOfPeople(districtId: string): Promise<string[]> {
  const found = await PersonModel.aggregate<{ _id: string }>([
    { $match: { districtId, ext: { $exists: true } } },
    { $project: { pair: { $objectToArray: '$ext' } } },
    { $unwind: '$pair' },
    { $group: { _id: '$pair.k' } },
    { $sort: { _id: 1 } },
    { $limit: 500 },
  ]);
  return found.map(({ _id }) => _id);
}
