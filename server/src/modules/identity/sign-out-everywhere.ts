import type { Context } from '../../platform/http/context';
import { SessionModel } from './person.model';

/** Ends every session of the actor. The change stream tells each process, which drops its sockets and forgets what it cached. */
export async function signOutEverywhere(ctx: Context): Promise<{ ended: number }> {
  const { deletedCount } = await SessionModel.deleteMany({ personId: ctx.actor.personId });
  return { ended: deletedCount };
}
