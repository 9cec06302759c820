import type { SignedInDevice } from '@quad/shared/identity';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { SessionModel, type Session } from './person.model';
import { sessionTag } from './sessions';

/** Nobody is signed in on more that they would look through; all of them end at once, too. */
const most = 100;

/** The sessions of the actor, the last seen first. */
export async function myDevices({ actor }: Context): Promise<SignedInDevice[]> {
  const { personId, sessionId: mine } = actor;
  const sessions = await SessionModel.find({ personId, expiresAt: { $gt: new Date() } })
    .sort({ rotatedAt: -1 })
    .limit(most)
    .lean<Session[]>();
  return sessions.map(({ _id: sessionId, userAgent, createdAt, rotatedAt }) => {
    // a device that is in use exchanges its token every ten minutes
    const [since, lastSeen] = [createdAt.getTime(), rotatedAt.getTime()];
    return { sessionId, userAgent, since, lastSeen, here: sessionId === mine };
  });
}

/** @throws Failure not_found for a session of somebody else */
export async function signOutDevice(
  { actor, platform, log }: Context,
  sessionId: string,
): Promise<undefined> {
  const { personId } = actor;
  const { deletedCount } = await SessionModel.deleteOne({ _id: sessionId, personId });
  if (deletedCount === 0) throw new Failure('not_found');
  await platform.cache.forget([sessionTag(sessionId)]);
  log.info({ person: personId, session: sessionId }, 'device signed out');
  return undefined;
}
