import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';

/**
 * Collections that are written although nobody is let through: signs of life, the jobs' and the keys' own books, what counts
 * tries, and what tells that somebody was refused.
 */
const restless = [
  /^presence/,
  /^agenda/,
  /^jobs/,
  /^idempotency/,
  /^migrations/,
  /^limits/,
  /^sessions$/,
  /^audit/,
];

type Hashes = Record<string, string>;

async function hashes(): Promise<Hashes> {
  const { collections } = (await mongoose.connection.db?.command({ dbHash: 1 })) as { collections: Hashes };
  return Object.fromEntries(
    Object.entries(collections).filter(([name]) => !restless.some((each) => each.test(name))),
  );
}

/** Tells which collections have changed since it was asked before. */
export async function watchDatabase(): Promise<() => Promise<string[]>> {
  let before = await hashes();
  return async () => {
    const after = await hashes();
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = names.filter((name) => before[name] !== after[name]);
    before = after;
    return changed;
  };
}

/** Until what follows from the fixture (summaries, notices, alerts) has been done. */
export async function untilQuiet(): Promise<void> {
  const changes = await watchDatabase();
  for (let still = 0; still < 4;) {
    await sleep(250);
    still = (await changes()).length === 0 ? still + 1 : 0;
  }
}

type Documents = { _id: string }[];

/** The database as it is now; puts single collections back to that. */
export async function keepDatabase(): Promise<(names: readonly string[]) => Promise<void>> {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error('not connected');
  const found = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const kept = new Map<string, Documents>();
  for (const { name } of found.filter((each) => !each.name.startsWith('system.')))
    kept.set(name, await db.collection<{ _id: string }>(name).find().toArray());
  return async (names) => {
    for (const name of names) await putBack(name, kept.get(name) ?? []);
  };

  async function putBack(name: string, before: Documents): Promise<void> {
    const collection = mongoose.connection.collection<{ _id: string }>(name);
    const ids = before.map(({ _id }) => _id);
    await collection.deleteMany({ _id: { $nin: ids } });
    const now = new Map((await collection.find().toArray()).map((each) => [each._id, JSON.stringify(each)]));
    for (const each of before)
      if (now.get(each._id) !== JSON.stringify(each))
        await collection.replaceOne({ _id: each._id }, each, { upsert: true });
  }
}
