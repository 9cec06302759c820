import mongoose from 'mongoose';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';
import { staleHints } from '../realtime/stale';
import { onceDatabaseIsBack } from './once-back';
import { writtenAt } from './position';
import { sayEveryMs, tail } from './tail';

/** Beyond these the stream waits: an import makes changes faster than anybody can hear of them, and each waits in memory. */
const mostUnderWay = 256;

/** The second change stream: everything but registers, handed to whoever subscribed. More streams would each scan the oplog. */
export async function followCollections(
  subscribers: readonly Subscriber[],
  platform: Platform,
): Promise<() => Promise<void>> {
  const collections = [...new Set(subscribers.flatMap((subscriber) => subscriber.collections))];
  const { log, cache, position } = platform;
  const clear = (): Promise<void> =>
    cache.clear().catch((error: unknown) => log.error({ err: error }, 'cache not cleared'));
  let underWay = 0;
  let goOn: () => void = () => undefined;
  let stopped = false;
  const run = async (subscriber: Subscriber, work: () => unknown): Promise<void> => {
    underWay += 1;
    const { collections: of } = subscriber;
    try {
      await onceDatabaseIsBack(work, {
        isStopped: () => stopped,
        failed: (error) => log.warn({ err: error, collections: of }, 'subscriber waits for the database'),
      });
    } catch (error) {
      log.error({ err: error, collections: of }, 'subscriber failed');
      // what it should have forgotten is not known, and readers are about to be told that it was
      if (!works(subscriber)) await clear();
    } finally {
      underWay -= 1;
      if (underWay < mostUnderWay) goOn();
    }
  };
  const stream = tail(
    (from) =>
      mongoose.connection
        .getClient()
        .db(mongoose.connection.name)
        .watch([{ $match: { 'ns.coll': { $in: collections } } }], {
          ...{ fullDocument: 'updateLookup', maxAwaitTimeMS: sayEveryMs },
          ...from,
        }),
    {
      change: (change) => {
        const collection = 'ns' in change && 'coll' in change.ns ? change.ns.coll : undefined;
        const hearing = subscribers.filter(
          ({ collections: of }) => collection !== undefined && of.includes(collection),
        );
        const [working, forgetting] = [hearing.filter(works), hearing.filter((each) => !works(each))];
        const { clusterTime } = change;
        const end = clusterTime && position.tells(clusterTime.toBigInt(), writtenAt(change));
        const told = Promise.all(
          forgetting.map((each) => run(each, () => each.handle(change, platform))),
        ).then(end);
        // whoever works with what has changed must not find the old of it in a cache
        for (const each of working) void run(each, () => told.then(() => each.handle(change, platform)));
        return underWay < mostUnderWay ? undefined : new Promise<void>((resolve) => (goOn = resolve));
      },
      reached: (time) => position.reads(time, Date.now()),
      // what was missed may have made anything stale: what is kept here, and every screen
      lost: async (time) => {
        await clear();
        staleHints(platform).hintEverybody(String(time));
      },
    },
    log,
  );
  const after = await stream.ready;
  // what changed while nobody followed is not known to have been forgotten
  await cache.clear();
  position.reads(after, Date.now());
  staleHints(platform).hintEverybody(String(after));
  return () => {
    stopped = true;
    return stream.stop();
  };
}

function works(subscriber: Subscriber): boolean {
  return subscriber.works === true;
}
