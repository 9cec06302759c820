import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRedis, startRedis } from '../../../../deploy/local/redis.mjs';
import { ownDatabase } from '../../testing/own-database';
import { connect } from '../database/connect';
import { Failure } from '../http/failure';
import { LimitModel } from './limit.model';
import { createLimits, type Limits } from './limits';
import { networkOf } from './network';
import { delaySeconds } from './rules';

const silent = pino({ level: 'silent' });
const open: Limits[] = [];
let dir: string;
let redis: Awaited<ReturnType<typeof startRedis>>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quad-limits-'));
  const found = await findRedis({ install: true });
  if (found === undefined) throw new Error('this test needs a redis-server');
  [redis] = await Promise.all([startRedis({ binary: found.binary, dir }), connect(ownDatabase())]);
  await LimitModel.createIndexes();
});
afterAll(async () => {
  await Promise.all(open.map((limits) => limits.close()));
  await redis.stop();
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
  await rm(dir, { recursive: true, force: true });
});

/** As many processes of one installation, ready to count together. */
async function processes(store: 'Redis' | 'MongoDB', howMany: number): Promise<Limits[]> {
  const made = Array.from({ length: howMany }, () =>
    createLimits(store === 'Redis' ? redis.url : undefined, silent),
  );
  open.push(...made);
  await Promise.all(made.map((limits) => limits.ready()));
  return made;
}

/** Tries that turn out wrong, many at once. @returns how many were let through, and how long the others are to wait */
async function tryAll(limits: readonly Limits[], buckets: object, howMany: number) {
  let tried = 0;
  const waits: number[] = [];
  const one = async (n: number): Promise<void> => {
    const work = (): Promise<never> => {
      tried++;
      return Promise.reject(new Failure('wrong_credentials'));
    };
    const error: unknown = await limits[n % limits.length]?.attempt(buckets, work).catch((e: unknown) => e);
    if (error instanceof Failure && error.code === 'too_many_attempts')
      waits.push(error.retryAfterSeconds ?? 0);
    else if (!(error instanceof Failure && error.code === 'wrong_credentials')) throw error;
  };
  for (let done = 0; done < howMany; done += 250)
    await Promise.all(Array.from({ length: Math.min(250, howMany - done) }, (_, n) => one(n)));
  return { tried, waits };
}

describe.each([
  { store: 'Redis' as const, howMany: 10_000 },
  { store: 'MongoDB' as const, howMany: 500 },
])('limits in $store', ({ store, howMany }) => {
  it(`let a handful of ${howMany} wrong tries through, at two processes, and say when to come again`, async () => {
    const limits = await processes(store, 2);
    const { tried, waits } = await tryAll(limits, { account: 'victim' }, howMany);
    expect(tried).toBeGreaterThanOrEqual(10);
    // ten free ones, one each time a short delay was over, and those a process let through while its store was slow
    expect(tried).toBeLessThan(50);
    expect(waits).toHaveLength(howMany - tried);
    for (const seconds of waits) expect(seconds).toBeGreaterThan(0);
    expect((await tryAll(limits, { account: 'somebody else' }, 3)).tried).toBe(3);
  });

  it('do not count what was right, nor what was no try at all', async () => {
    const [limits] = await processes(store, 1);
    for (const outcome of [() => Promise.resolve('in'), () => Promise.reject(new Failure('busy'))])
      for (let n = 0; n < 15; n++)
        await limits?.attempt({ account: 'right', address: 'right' }, outcome).catch(() => undefined);
    expect((await tryAll([limits as Limits], { account: 'right' }, 12)).tried).toBeGreaterThanOrEqual(10);
    expect(await limits?.attempt({ address: 'right' }, () => Promise.resolve('in'))).toBe('in');
  });

  it('give back every other place when one bucket is full, and spend without a way back', async () => {
    const [limits = {} as Limits] = await processes(store, 1);
    await tryAll([limits], { proof: 'shut' }, 40);
    await tryAll([limits], { secondFactor: 'open', proof: 'shut' }, 10);
    expect((await tryAll([limits], { secondFactor: 'open' }, 5)).tried).toBe(5);
    for (let n = 0; n < 10; n++) await limits.spend({ resets: 'a' });
    await expect(limits.spend({ resets: 'a' })).rejects.toMatchObject({ code: 'too_many_attempts' });
  });
});

it('go on in memory while Redis is away, and nobody is told of it', async () => {
  const limits = await processes('Redis', 1);
  await redis.stop();
  const { tried } = await tryAll(limits, { account: 'meanwhile' }, 50);
  expect(tried).toBeGreaterThanOrEqual(10);
  expect(tried).toBeLessThan(20);
  expect(await limits[0]?.attempt({ account: 'another' }, () => Promise.resolve('in'))).toBe('in');
});

it('whoever tries one name all day long gets little more than a hundred tries', () => {
  let tries = 0;
  for (let seconds = 0; seconds < 86_400; tries++) seconds += delaySeconds(tries + 1, 10);
  expect(tries).toBeLessThan(130);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:db8:0:1::5', '2001:db8:0:1::/64'],
  ['2001:0DB8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
