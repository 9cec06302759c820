import { passwordChanged } from '@quad/shared/identity';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { say } from '../../platform/outbox/say';
import { endCodes } from './codes';
import { checkPassword, isShort } from './password-policy';
import { PersonModel, SessionModel, type Person } from './person.model';
import { placesOf } from './places-of';

/**
 * Takes the old password for a new one. Every other session ends, codes that stand end with it, and the owner is told.
 * @throws Failure wrong_credentials, too_many_attempts, busy; invalid_request for a new one that will not do
 */
export async function changePassword(
  ctx: Context,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<undefined> {
  const { personId, districtId, sessionId } = ctx.actor;
  const { hasher, limits } = ctx.platform;
  const person = await PersonModel.findById(personId).lean<Person>();
  if (person === null) throw new Failure('signed_out');
  await limits.attempt({ proof: personId }, async () => {
    if (await hasher.verify(password, person.passwordHash, personId)) return;
    const errors = [{ field: 'password', message: 'is not your password' }];
    throw new Failure('wrong_credentials', 'That is not your password.', { errors });
  });
  checkPassword(newPassword, person, { field: 'newPassword', places: placesOf(ctx) });
  const passwordHash = await hasher.hash(newPassword, personId);
  await inTransaction(async (session) => {
    const now = new Date();
    // two changes at once, or a reset that came meanwhile: the old password is no longer the one that was shown
    const before = {
      ...{ _id: personId, passwordHash: person.passwordHash },
      ...(isShort(newPassword) && { secondFactor: true }),
    };
    const after = { passwordHash, shortPassword: isShort(newPassword) };
    const { matchedCount } = await PersonModel.updateOne(before, { $set: after }, { session });
    if (matchedCount === 0) throw new Failure('conflict');
    await SessionModel.deleteMany({ personId, _id: { $ne: sessionId } }, { session });
    await endCodes({ personId }, now, session);
    const what = { personId, at: now.getTime() };
    await say(passwordChanged, newId(), { districtId, schoolId: null }, what, session);
  });
  ctx.log.info({ person: personId }, 'password changed');
  return undefined;
}
