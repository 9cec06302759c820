import mongoose from 'mongoose';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';
import { tail } from './tail';

/** Beyond these the stream waits: an import makes changes faster than anybody can hear of them, and each waits in memory. */
const mostUnderWay = 256;

/** The second change stream: everything but registers, handed to whoever subscribed. More streams would each scan the oplog. */
export async function followCollections(
  subscribers: readonly Subscriber[],
  platform: Platform,
): Promise<() => Promise<void>> {
  const collections = [...new Set(subscribers.flatMap((subscriber) => subscriber.collections))];
  const { log, cache } = platform;
  let underWay = 0;
  let goOn: () => void = () => undefined;
  const run = (subscriber: Subscriber, work: () => unknown): void => {
    underWay += 1;
    Promise.resolve()
      .then(work)
      .catch((error: unknown) =>
        log.error({ err: error, collections: subscriber.collections }, 'subscriber failed'),
      )
      .finally(() => {
        underWay -= 1;
        if (underWay < mostUnderWay) goOn();
      });
  };
  const signsOfLife = { 'ns.coll': 'presence', operationType: { $nin: ['insert'] } };
  const pipeline = [{ $match: { 'ns.coll': { $in: collections }, $nor: [signsOfLife] } }];
  const stream = tail(
    (from) =>
      mongoose.connection
        .getClient()
        .db(mongoose.connection.name)
        .watch(pipeline, { fullDocument: 'updateLookup', ...from }),
    {
      change: (change) => {
        const collection = 'ns' in change && 'coll' in change.ns ? change.ns.coll : undefined;
        for (const subscriber of subscribers) {
          if (collection !== undefined && subscriber.collections.includes(collection))
            run(subscriber, () => subscriber.handle(change, platform));
        }
        return underWay < mostUnderWay ? undefined : new Promise<void>((resolve) => (goOn = resolve));
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
