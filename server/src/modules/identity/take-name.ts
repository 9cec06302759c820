import type { Role } from '@quad/shared/platform';
import type { ClientSession } from 'mongoose';
import { forgetAccess } from './forget-access';
import { displayName, formalName } from './people';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';

interface NameTaken {
  pseudonym: string;
  givenName: string;
  familyName: string;
  /** what the person was called, for whoever has to find it elsewhere */
  words: string[];
}

const former: Partial<Record<Role, string>> = { student: 'pupil', guardian: 'guardian' };

/** Puts a pseudonym in the place of somebody's name, login and address, and ends every way in. @returns what was taken; null for nobody */
export async function takeName(
  { personId, districtId }: { personId: string; districtId: string },
  session: ClientSession,
): Promise<NameTaken | null> {
  const person = await PersonModel.findOne({ _id: personId, districtId }, null, { session }).lean<Person>();
  if (person === null) return null;
  const last = await MembershipModel.findOne(
    { personId },
    { role: 1 },
    { session, sort: { from: -1 } },
  ).lean<MembershipRecord>();
  const was = former[last?.role ?? 'teacher'] ?? 'colleague';
  const pseudonym = `Former ${was} ${personId.slice(-4)}`;
  const { givenName, familyName, login = '', email = '', code } = person;
  await PersonModel.updateOne({ _id: personId }, pseudonymed(personId, pseudonym), { session });
  await forgetAccess(personId, session);
  const words = [displayName(person), formalName(person), login, email, code].filter(
    (word) => word.length > 3,
  );
  return { pseudonym, givenName, familyName, words: [...new Set(words)] };
}

/** Nobody by that name any more, and nobody who could sign in. The code makes room for whoever the source calls so next. */
function pseudonymed(personId: string, pseudonym: string): Record<string, unknown> {
  const [givenName = '', ...rest] = pseudonym.split(' ');
  return {
    $set: { givenName, familyName: rest.join(' '), code: `erased-${personId}`, disabled: true },
    $unset: { title: 1, login: 1, email: 1, passwordHash: 1, secondFactor: 1, ext: 1 },
  };
}
