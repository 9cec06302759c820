import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedis, startRedis } from '../../../../deploy/local/redis.mjs';
import { createCache, type Cache } from './cache';

let dir: string;
let redis: Awaited<ReturnType<typeof startRedis>>;
const open: Cache[] = [];
const silent = pino({ level: 'silent' });
const aCache = (database = 'quad'): Cache => {
  const cache = createCache(redis.url, silent, database);
  open.push(cache);
  return cache;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quad-cache-'));
  redis = await startRedis({ binary: await redisServer(), dir });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((cache) => cache.close()));
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

async function redisServer(): Promise<string> {
  const found = await findRedis({ install: true });
  if (found === undefined) throw new Error('this test needs a redis-server');
  return found.binary;
}

const ready = (cache: Cache): Promise<void> => expect.poll(() => cache.health()).toBe('redis');

describe('the cache', () => {
  it('loads once for many who ask at the same time', async () => {
    const cache = aCache();
    await ready(cache);
    let loads = 0;
    const load = async (): Promise<{ lessons: number }> => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { lessons: 5 };
    };
    const reads = await Promise.all(
      Array.from({ length: 20 }, () => cache.read('timetable:1', ['t:1'], load)),
    );
    expect(reads).toEqual(Array(20).fill({ lessons: 5 }));
    expect(loads).toBe(1);
  });

  it('shares through Redis what another process loaded, as the same object twice', async () => {
    const [one, two] = [aCache(), aCache()];
    await Promise.all([ready(one), ready(two)]);
    await one.read('a', ['t'], () => Promise.resolve({ n: 1 }));
    const again = () => two.read('a', ['t'], () => Promise.reject(new Error('must not load')));
    expect([await again(), await again()]).toEqual([{ n: 1 }, { n: 1 }]);
  });

  it('never answers one installation with what another has kept in the same Redis', async () => {
    const [one, two] = [aCache(), aCache('another')];
    await Promise.all([ready(one), ready(two)]);
    await one.read('districts', ['districts'], () => Promise.resolve(['ours']));
    expect(await two.read('districts', ['districts'], () => Promise.resolve(['theirs']))).toEqual(['theirs']);
    await two.clear();
    const again = one.read('districts', ['districts'], () => Promise.reject(new Error('must not load')));
    expect(await again).toEqual(['ours']);
  });

  it('answers while Redis is killed in the middle of reading, and uses it again when it is back', async () => {
    const cache = aCache();
    await ready(cache);
    let version = 1;
    const read = (key: string): Promise<{ version: number }> =>
      cache.read(key, [key], () => Promise.resolve({ version }));
    expect(await read('k0')).toEqual({ version: 1 });
    const reading = Array.from({ length: 200 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 3));
      if (i === 40) await redis.kill();
      return read(`k${i}`);
    });
    expect(await Promise.all(reading)).toEqual(Array(200).fill({ version: 1 }));
    expect(cache.health()).toBe('redis away');
    version = 2;
    await cache.forget(['k0']);
    expect(await read('k0')).toEqual({ version: 2 });
    redis = await startRedis({ binary: await redisServer(), dir, port: redis.port });
    await expect.poll(() => cache.health(), { timeout: 10_000 }).toBe('redis');
    expect(await read('k0')).toEqual({ version: 2 });
  });

  it('does not keep a value that changed while it was loaded', async () => {
    const cache = aCache();
    await ready(cache);
    let role = 'teacher';
    let loads = 0;
    const reading = cache.read('person:1', ['person:1'], async () => {
      const seen = role;
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 80));
      return seen;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    role = 'nobody';
    await cache.forget(['person:1']);
    expect(await reading).toBe('nobody');
    expect(loads).toBe(2);
    expect(await cache.read('person:1', ['person:1'], () => Promise.resolve('asked again'))).toBe('nobody');
  });

  it('hands on what the load threw', async () => {
    class Away extends Error {}
    await expect(aCache().read('a', ['a'], () => Promise.reject(new Away()))).rejects.toBeInstanceOf(Away);
  });

  it('serves from memory alone where there is no Redis', async () => {
    const cache = createCache(undefined, silent, 'quad');
    open.push(cache);
    expect(cache.health()).toBe('memory');
    await cache.read('a', ['t'], () => Promise.resolve(1));
    expect(await cache.read('a', ['t'], () => Promise.resolve(2))).toBe(1);
    await cache.forget(['t']);
    expect(await cache.read('a', ['t'], () => Promise.resolve(3))).toBe(3);
  });
});
