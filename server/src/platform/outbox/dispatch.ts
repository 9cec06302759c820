import { derivedId } from '../database/derived-id';
import { DeliveryModel, type DeliveryRecord } from './delivery.model';
import type { Effect } from './effect';
import { OutboxModel, type OutboxRecord } from './outbox.model';

const batch = 200;

/**
 * Makes a delivery for each effect of each event that has none yet. Several processes may do so at once and one may be killed
 * in the middle: the ids are derived, and an event counts as dispatched only once all its deliveries stand.
 */
export async function dispatchEvents(effects: readonly Effect[]): Promise<void> {
  for (;;) {
    const events = await OutboxModel.find({ dispatched: false })
      .sort({ at: 1 })
      .limit(batch)
      .lean<OutboxRecord[]>();
    if (events.length === 0) return;
    const deliveries = events.flatMap((event) =>
      effects.filter((effect) => effect.event === event.event).map((effect) => deliveryOf(event, effect)),
    );
    if (deliveries.length > 0) await makeMissing(deliveries);
    await OutboxModel.updateMany(
      { _id: { $in: events.map(({ _id }) => _id) } },
      { $set: { dispatched: true } },
    );
  }
}

async function makeMissing(deliveries: readonly DeliveryRecord[]): Promise<void> {
  const writes = deliveries.map(({ _id, ...fields }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
  }));
  await DeliveryModel.bulkWrite(writes, { ordered: false });
}

function deliveryOf(event: OutboxRecord, { name }: Effect): DeliveryRecord {
  const now = new Date();
  return {
    _id: derivedId(event._id, name),
    ...{ districtId: event.districtId, schoolId: event.schoolId, event: event.event, effect: name },
    ...{ payload: event.payload, state: 'due', tries: 0, nextAt: now, at: event.at },
    ...{ doneAt: null, error: null, expiresAt: null },
  };
}
