import { userCreated } from '@quad/shared/identity';
import type { Role } from '@quad/shared/platform';
import type { ClientSession } from 'mongoose';
import type { Hasher } from '../../platform/crypto/hasher';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import { say } from '../../platform/outbox/say';
import { checkPeople } from './enrol-people';
import { giveMembership } from './memberships';
import { checkPassword } from './password-policy';
import type { Place } from './people-with-role';
import { PersonModel, type Person } from './person.model';

interface Added {
  personId: string;
  membershipId: string;
}

type Fields = Pick<Person, 'code' | 'givenName' | 'familyName' | 'title' | 'email' | 'login'>;

/**
 * Makes one person with a role from a day on, and says so, in one. The code belongs to nobody who has a role.
 * @param by who makes them
 * @throws Failure conflict when the sign-in name is taken
 */
export async function addPerson(
  place: Place & { from: string },
  role: Role,
  { password, ...fields }: Fields & { password?: string },
  { by, hasher }: { by: string; hasher: Hasher },
): Promise<Added> {
  const { givenName, familyName, code, login } = fields;
  const asked = { givenName, familyName, code, role };
  await checkPeople(place.districtId, [login === undefined ? asked : { ...asked, login }]);
  if (password !== undefined) checkPassword(password, fields);
  const hash = password === undefined ? {} : { passwordHash: await hasher.hash(password) };
  return inTransaction(async (session) => {
    const added = await writePerson(place, role, { ...fields, ...hash }, session);
    const what = { personId: added.personId, schoolId: place.schoolId, role, by };
    await say(userCreated, added.personId, place, what, session);
    return added;
  });
}

/** The writing alone; whoever was half made under this code is made whole. */
export async function writePerson(
  place: Place & { from: string },
  role: Role,
  { code, ...fields }: Fields & Pick<Person, 'passwordHash'>,
  session: ClientSession,
): Promise<Added> {
  const person = await PersonModel.findOneAndUpdate(
    { districtId: place.districtId, code },
    { $set: fields, $setOnInsert: { _id: newId() } },
    { upsert: true, returnDocument: 'after', session },
  ).lean<Person>();
  return { personId: person._id, membershipId: await giveMembership(place, person._id, role, session) };
}
