import type { Platform } from '../platform';
import { DeliveryModel, type DeliveryRecord } from './delivery.model';
import type { Effect } from './effect';
import { reasonOf } from './reason';
import { keptMs } from './say';

const leaseMs = 30_000;
/** An effect that takes longer than this counts as failed. */
const patienceMs = 120_000;
const second = 1_000;
const minute = 60 * second;
/** How long to wait after each failed try; after the last there is none. */
const waits = [second, 4 * second, 15 * second, minute, 5 * minute, 30 * minute, 120 * minute];
const mostTries = waits.length + 1;

/** Takes one delivery whose time has come, or whose runner is gone; null when there is none. */
export function claimDelivery(): Promise<DeliveryRecord | null> {
  const now = Date.now();
  return DeliveryModel.findOneAndUpdate(
    { state: { $in: ['due', 'running'] }, nextAt: { $lte: new Date(now) } },
    { $set: { state: 'running', nextAt: new Date(now + leaseMs) }, $inc: { tries: 1 } },
    { sort: { nextAt: 1 }, returnDocument: 'after' },
  ).lean<DeliveryRecord>();
}

/** Runs what was claimed and writes down how it went; what another has taken over meanwhile is left to it. */
export async function runDelivery(
  delivery: DeliveryRecord,
  effects: readonly Effect[],
  platform: Platform,
): Promise<void> {
  const mine = { _id: delivery._id, state: 'running', tries: delivery.tries } as const;
  const lease = setInterval(() => {
    DeliveryModel.updateOne(mine, { $set: { nextAt: new Date(Date.now() + leaseMs) } }).catch(
      (error: unknown) => platform.log.warn({ err: error, delivery: delivery._id }, 'lease not renewed'),
    );
  }, leaseMs / 3);
  const failure = await tryOut(delivery, effects, platform);
  clearInterval(lease);
  const { event, effect, tries } = delivery;
  if (failure !== null) platform.log.warn({ event, effect, tries, failure }, 'effect failed');
  await DeliveryModel.updateOne(mine, { $set: outcomeOf(failure, tries) });
}

interface Failed {
  reason: string;
  /** trying again cannot help */
  final: boolean;
}

async function tryOut(
  { _id, districtId, schoolId, event, effect: name, payload, tries, at }: DeliveryRecord,
  effects: readonly Effect[],
  platform: Platform,
): Promise<Failed | null> {
  if (tries > mostTries) return { reason: 'cut off again and again', final: true };
  const effect = effects.find((each) => each.event === event && each.name === name);
  if (effect === undefined) return { reason: 'nothing does this any more', final: true };
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), patienceMs);
  });
  try {
    await Promise.race([effect.run(payload, { districtId, schoolId, at, key: _id, platform }), tooLong]);
    return null;
  } catch (error) {
    return { reason: reasonOf(error), final: false };
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf(failure: Failed | null, tries: number): Partial<DeliveryRecord> {
  const now = Date.now();
  if (failure === null)
    return { state: 'done', doneAt: new Date(now), error: null, expiresAt: new Date(now + keptMs) };
  const wait = waits[tries - 1];
  if (failure.final || wait === undefined) return { state: 'dead', error: failure.reason };
  // what failed together is not tried again together
  const nextAt = new Date(now + wait * (0.8 + 0.4 * Math.random()));
  return { state: 'due', nextAt, error: failure.reason };
}
