import type { Delivery } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { DeliveryModel } from '../../platform/outbox/delivery.model';

function deliveries(ctx: Context) {
  const { districtId } = ctx.scope;
  ctx.authorize('outbox:manage', { districtId });
  return scoped(DeliveryModel, ctx.scope);
}

/** What was to be done about events, in one state, the newest first. */
export async function listDeliveries(
  ctx: Context,
  { state, page }: { state: Delivery['state']; page?: number | undefined },
): Promise<Paged<Delivery>> {
  const list = await deliveries(ctx).page({ state }, { sort: { at: -1, _id: -1 }, page });
  const rows = list.rows.map((record) => ({
    ...{ deliveryId: record._id, event: record.event, effect: record.effect, state: record.state },
    ...{ tries: record.tries, error: record.error, at: record.at.getTime() },
    ...{ nextAt: record.nextAt.getTime(), doneAt: record.doneAt?.getTime() ?? null },
  }));
  return { ...list, rows };
}

/** Given up ones begin again with all their tries. */
const anew = (): { state: 'due'; tries: 0; nextAt: Date } => ({ state: 'due', tries: 0, nextAt: new Date() });

/** @throws Failure not_found, conflict */
export async function replayDelivery(ctx: Context, deliveryId: string): Promise<{ replayed: number }> {
  const within = deliveries(ctx);
  const replayed = await within.updateMany({ _id: deliveryId, state: 'dead' }, { $set: anew() });
  if (replayed > 0) return { replayed };
  if ((await within.findOne({ _id: deliveryId }, { select: { _id: 1 } })) === null)
    throw new Failure('not_found');
  throw new Failure('conflict', 'This was not given up, or somebody is trying it again already.');
}

export async function replayDead(ctx: Context): Promise<{ replayed: number }> {
  const replayed = await deliveries(ctx).updateMany({ state: 'dead' }, { $set: anew() });
  ctx.log.info({ person: ctx.actor.personId, replayed }, 'dead letters replayed');
  return { replayed };
}
