import mongoose from 'mongoose';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';
import { tail } from './tail';

/** The second change stream: everything but registers, handed to whoever subscribed. More streams would each scan the oplog. */
export async function followCollections(
  subscribers: readonly Subscriber[],
  platform: Platform,
): Promise<() => Promise<void>> {
  const collections = [...new Set(subscribers.flatMap((subscriber) => subscriber.collections))];
  const { log, cache } = platform;
  const run = (subscriber: Subscriber, work: () => unknown): void => {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) =>
        log.error({ err: error, collections: subscriber.collections }, 'subscriber failed'),
      );
  };
  const signsOfLife = { 'ns.coll': 'presence', operationType: { $nin: ['insert'] } };
  const pipeline = [{ $match: { 'ns.coll': { $in: collections }, $nor: [signsOfLife] } }];
  const stream = tail(
    (resumeAfter) =>
      mongoose.connection
        .getClient()
        .db(mongoose.connection.name)
        .watch(pipeline, { fullDocument: 'updateLookup', ...(resumeAfter !== undefined && { resumeAfter }) }),
    {
      change: (change) => {
        const collection = 'ns' in change && 'coll' in change.ns ? change.ns.coll : undefined;
        for (const subscriber of subscribers) {
          if (collection !== undefined && subscriber.collections.includes(collection))
            run(subscriber, () => subscriber.handle(change, platform));
        }
      },
      // what was missed may have made anything stale
      lost: () => {
        cache.clear().catch((error: unknown) => log.error({ err: error }, 'cache not cleared'));
      },
    },
    log,
  );
  await stream.ready;
  // what changed while nobody followed is not known to have been forgotten
  await cache.clear();
  return stream.stop;
}
