import { MongoNetworkError } from 'mongodb';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownDatabase } from '../../testing/own-database';
import { eventually } from '../../testing/test-app';
import { createCache } from '../cache/cache';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';
import { createLiveServer } from '../realtime/live-server';
import { followCollections } from './dispatcher';
import { Position } from './position';

beforeAll(async () => {
  await mongoose.connect(ownDatabase());
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
});

/** Hears of one change with a subscriber that fails with these, one after the other, and then not any more. */
async function hearing(failures: Error[], also: Partial<Subscriber> = {}) {
  const log = pino({ level: 'silent' });
  const cache = createCache(undefined, log, 'dispatcher');
  const position = new Position();
  const platform = { log, cache, position, live: createLiveServer({ publicUrl: undefined }) } as Platform;
  const attempts: bigint[] = [];
  const handle = (): void => {
    attempts.push(position.reached);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  const stop = await followCollections([{ collections: ['heard'], handle, ...also }], platform);
  await cache.read('key', ['tag'], () => Promise.resolve('old'));
  const collection = mongoose.connection.collection('heard');
  await collection.insertOne({});
  return { attempts, cache, position, stop };
}

it('lets nobody believe that a change was forgotten before the database is back and it is', async () => {
  const away = (): Error => new MongoNetworkError('connection 7 closed');
  const { attempts, position, stop } = await hearing([away(), away()]);
  const before = position.reached;
  await eventually(() => attempts.length === 3);
  await eventually(() => position.reached > (attempts[2] ?? before));
  expect(new Set(attempts).size).toBe(1);
  await stop();
});

it('forgets all when it cannot know what a subscriber should have made it forget', async () => {
  const { attempts, cache, stop } = await hearing([new TypeError('a mistake of ours')]);
  await eventually(async () => (await cache.read('key', ['tag'], () => Promise.resolve('new'))) === 'new');
  expect(attempts).toHaveLength(1);
  await stop();
});
