import type { Context } from '../../platform/http/context';
import { SessionModel } from './person.model';
import { sessionTag } from './sessions';

/** Ends every session of the actor. The change stream tells each process, which drops its sockets and forgets what it cached. */
export async function signOutEverywhere({ actor, platform }: Context): Promise<{ ended: number }> {
  const { deletedCount } = await SessionModel.deleteMany({ personId: actor.personId });
  await platform.cache.forget([sessionTag(actor.sessionId)]);
  return { ended: deletedCount };
}
