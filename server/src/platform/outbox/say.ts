import type { OutboxEvent } from '@quad/shared/platform';
import type { ClientSession } from 'mongoose';
import type { z } from 'zod';
import { OutboxModel } from './outbox.model';

export const keptMs = 31 * 24 * 3_600_000;

interface Place {
  districtId: string;
  schoolId: string | null;
}

/**
 * Says what happened, in the transaction that makes it so. What has been said with the same key is not said again.
 * @param key what makes this one of its kind among events of its name: an id, or several
 */
export async function say<S extends z.ZodType>(
  event: OutboxEvent<S>,
  key: string,
  { districtId, schoolId }: Place,
  payload: z.input<S>,
  session: ClientSession,
): Promise<void> {
  await sayAll(event, [{ key, place: { districtId, schoolId }, payload }], session);
}

/** Many of one kind at once. */
export async function sayAll<S extends z.ZodType>(
  event: OutboxEvent<S>,
  said: readonly { key: string; place: Place; payload: z.input<S> }[],
  session: ClientSession,
): Promise<void> {
  if (said.length === 0) return;
  const at = new Date();
  const expiresAt = new Date(at.getTime() + keptMs);
  const writes = said.map(({ key, place: { districtId, schoolId }, payload }) => ({
    updateOne: {
      filter: { _id: `${event.name}:${key}` },
      update: {
        $setOnInsert: {
          ...{ districtId, schoolId, event: event.name, at, expiresAt, dispatched: false },
          payload: event.shape.parse(payload) as Record<string, unknown>,
        },
      },
      upsert: true,
    },
  }));
  await OutboxModel.bulkWrite(writes, { session });
}

/** Whether something of this kind, under a key that begins so, was said after that moment: what is tried late may be over by then. */
export async function wasSaidAfter(
  { name }: OutboxEvent,
  { keyBegins, at }: { keyBegins: string; at: Date },
): Promise<boolean> {
  const begins = `${name}:${keyBegins}`;
  return (
    (await OutboxModel.exists({ _id: { $gte: begins, $lt: `${begins}\uffff` }, at: { $gt: at } })) !== null
  );
}
