import type { Role } from '@quad/shared/platform';
import { newId } from '../../platform/database/connect';
import type { Hasher } from '../../platform/crypto/hasher';
import { Failure } from '../../platform/http/failure';
import { idsByCode } from './find-by-key';
import { checkPassword } from './password-policy';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

export interface IncomingPerson {
  code: string;
  givenName: string;
  familyName: string;
  title?: string;
  role: Role;
  login?: string;
  password?: string;
}

interface EnrolPlace {
  districtId: string;
  schoolId: string | null;
  from: string;
  /** a roster may govern these roles: a bulk file that does not name them ends them */
  rostered?: boolean;
}

/**
 * Makes or updates people by their code and gives them their role in the school (null: the district), from a day on.
 * A password is set only for people who have none yet. @returns ids by code
 */
export async function enrolPeople(
  place: EnrolPlace,
  incoming: readonly IncomingPerson[],
  hasher: Hasher,
): Promise<Map<string, string>> {
  const { districtId } = place;
  const codes = incoming.map((person) => person.code);
  const known = await checkPeople(districtId, incoming);
  const writes = [];
  for (const person of incoming) if (person.password !== undefined) checkPassword(person.password, person);
  for (const { code, role: _role, password, ...fields } of incoming) {
    const needsPassword = password !== undefined && known.get(code)?.passwordHash === undefined;
    // one at a time: an import must leave the hashing threads to people who are signing in
    const passwordHash = needsPassword ? { passwordHash: await hasher.hash(password) } : {};
    writes.push({
      updateOne: {
        filter: { districtId, code },
        update: { $set: { ...fields, ...passwordHash }, $setOnInsert: { _id: newId() } },
        upsert: true,
      },
    });
  }
  if (writes.length > 0) await PersonModel.bulkWrite(writes);
  const ids = await idsByCode(districtId, codes);
  await giveMissingRoles(place, incoming, ids);
  return ids;
}

/** Whoever has or had the role in the school keeps it as it stands; to end it or to give it again is not this one's work. */
async function giveMissingRoles(
  { districtId, schoolId, from, rostered = false }: EnrolPlace,
  incoming: readonly IncomingPerson[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const held = await MembershipModel.find(
    { personId: { $in: [...ids.values()] }, districtId, schoolId },
    { personId: 1, role: 1 },
  ).lean<MembershipRecord[]>();
  const known = new Set(held.map(({ personId, role }) => `${personId} ${role}`));
  const missing = incoming
    .map(({ code, role }) => ({ personId: ids.get(code) ?? '', role }))
    .filter(({ personId, role }) => !known.has(`${personId} ${role}`))
    .map(({ personId, role }) => ({
      updateOne: {
        filter: { districtId, schoolId, personId, role, from },
        update: { $setOnInsert: { _id: newId(), to: null, ...(rostered && { rostered }) } },
        upsert: true,
      },
    }));
  if (missing.length > 0) await MembershipModel.bulkWrite(missing);
}

/** @returns who is known already, by code. @throws Failure invalid_request, conflict */
export async function checkPeople(
  districtId: string,
  incoming: readonly IncomingPerson[],
): Promise<Map<string, Person>> {
  refuseDoubles(incoming);
  const codes = incoming.map((person) => person.code);
  const present = await PersonModel.find({ districtId, code: { $in: codes } }).lean<Person[]>();
  const known = new Map(present.map((person) => [person.code, person]));
  await refuseTakenLogins(incoming, known);
  return known;
}

async function refuseTakenLogins(
  incoming: readonly IncomingPerson[],
  known: Map<string, Person>,
): Promise<void> {
  const logins = incoming.flatMap(({ login, code }) => (login === undefined ? [] : [{ login, code }]));
  const holders = await PersonModel.find(
    { login: { $in: logins.map((l) => l.login) } },
    { login: 1, code: 1 },
  ).lean<Person[]>();
  const taken = logins.filter(({ login, code }) =>
    holders.some((h) => h.login === login && h._id !== known.get(code)?._id),
  );
  if (taken.length === 0) return;
  const errors = taken
    .slice(0, 20)
    .map(({ login }) => ({ field: 'login', message: `${login} belongs to somebody else` }));
  throw new Failure('conflict', 'Some of these sign-in names are taken.', { errors });
}

/** One code and one sign-in name are one person, also within what comes in together. */
function refuseDoubles(incoming: readonly IncomingPerson[]): void {
  const errors = (['code', 'login'] as const).flatMap((field) => {
    const values = incoming.flatMap((person) => person[field] ?? []);
    const doubles = new Set(values.filter((value, index) => values.indexOf(value) !== index));
    return [...doubles].map((value) => ({ field, message: `${value} stands there twice` }));
  });
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors: errors.slice(0, 20) });
}
