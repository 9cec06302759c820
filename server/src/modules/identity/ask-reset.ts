import { passwordResetAsked } from '@quad/shared/identity';
import { ignoringCase } from '../../platform/database/collection';
import { derivedId } from '../../platform/database/derived-id';
import { inTransaction } from '../../platform/database/transaction';
import type { PublicContext } from '../../platform/http/context';
import { isDuplicate } from '../../platform/database/failures';
import type { Platform } from '../../platform/platform';
import { say } from '../../platform/outbox/say';
import { PersonCodeModel, type PersonCode } from './access.model';
import { makeCodes, stillGood } from './codes';
import { PersonModel, type Person } from './person.model';

/** A family may share one address. */
const mostPeople = 10;
/** The mail that was just sent is on its way; asking again and again must not fill somebody’s mailbox. */
const patienceMs = 5 * 60_000;

/**
 * Answers before it looks: neither the answer nor how long it takes tells whether somebody is known. A stop may cut the looking
 * off; then no mail comes, and one asks again.
 */
export async function askReset({ platform, log, address }: PublicContext, login: string): Promise<undefined> {
  await platform.limits.spend({ resets: login, resetAddress: address });
  sendResets(login, platform).catch((error: unknown) => log.warn({ err: error }, 'reset not sent'));
  return undefined;
}

async function sendResets(login: string, platform: Platform): Promise<void> {
  const [byLogin, byMail] = await Promise.all([
    PersonModel.find({ login }).lean<Person[]>(),
    PersonModel.find({ email: login }).collation(ignoringCase).limit(mostPeople).lean<Person[]>(),
  ]);
  const people = new Map([...byLogin, ...byMail].map((person) => [person._id, person]));
  for (const person of people.values())
    if (person.email !== undefined && person.disabled !== true) await sendReset(person, platform);
}

async function sendReset({ _id: personId, districtId }: Person, platform: Platform): Promise<void> {
  const lately = { $gt: new Date(Date.now() - patienceMs) };
  const asked = { personId, by: null };
  const [sent, last] = await Promise.all([
    PersonCodeModel.exists({ ...asked, at: lately, ...stillGood(new Date()) }),
    PersonCodeModel.findOne(asked, { _id: 1 }).sort({ at: -1 }).lean<PersonCode>(),
  ]);
  if (sent !== null) return;
  // many who ask at one moment would make the same code, and so one of them makes it
  const codeId = derivedId('asked by mail', personId, last?._id ?? '');
  const work = inTransaction(async (session) => {
    const maker = { districtId, schoolId: null, by: null, platform };
    await makeCodes([{ personId, purpose: 'reset', codeId }], maker, session);
    const place = { districtId, schoolId: null };
    await say(passwordResetAsked, codeId, place, { personId, codeId }, session);
  });
  await work.catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
