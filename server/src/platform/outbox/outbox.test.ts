import { outboxEvent } from '@quad/shared/platform';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ownDatabase } from '../../testing/own-database';
import { eventually } from '../../testing/test-app';
import { connect, newId } from '../database/connect';
import { inTransaction } from '../database/transaction';
import type { Platform } from '../platform';
import { DeliveryModel, type DeliveryRecord } from './delivery.model';
import { dispatchEvents } from './dispatch';
import { effect, type Effect } from './effect';
import { createOutbox } from './outbox';
import { OutboxModel } from './outbox.model';
import { reasonOf } from './reason';
import { claimDelivery, runDelivery } from './run-delivery';
import { say } from './say';

const bellRang = outboxEvent('test.bellRang', z.object({ bell: z.string() }));
const place = { districtId: newId(), schoolId: null };
const platform = { log: pino({ level: 'silent' }) } as Platform;
let heard: string[] = [];

beforeAll(async () => {
  await connect(ownDatabase());
  await Promise.all([OutboxModel.createCollection(), DeliveryModel.createCollection()]);
  await Promise.all([OutboxModel.createIndexes(), DeliveryModel.createIndexes()]);
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
});
beforeEach(async () => {
  heard = [];
  await Promise.all([OutboxModel.deleteMany({}), DeliveryModel.deleteMany({})]);
});

const hears = (name: string): Effect =>
  effect(bellRang, name, ({ bell }, { key }) => {
    heard.push(`${name} ${bell} ${key}`);
    return Promise.resolve();
  });
const breaks = (error: Error): Effect => effect(bellRang, 'breaks', () => Promise.reject(error));
const ring = (key: string): Promise<void> =>
  inTransaction((session) => say(bellRang, key, place, { bell: key }, session));
const stored = (name: string) => DeliveryModel.findOne({ effect: name }).lean<DeliveryRecord>();

/** The next try of everything, as if its time had come. */
async function tryAll(effects: Effect[]): Promise<void> {
  await dispatchEvents(effects);
  await DeliveryModel.updateMany({ state: { $in: ['due', 'running'] } }, { $set: { nextAt: new Date(0) } });
  for (let next = await claimDelivery(); next !== null; next = await claimDelivery())
    await runDelivery(next, effects, platform);
}

describe('an event', () => {
  it('is there with its data or not at all, and said twice it is one', async () => {
    const half = inTransaction(async (session) => {
      await say(bellRang, 'never', place, { bell: 'never' }, session);
      throw new Error('and then the data was refused');
    });
    await expect(half).rejects.toThrow();
    await ring('once');
    await ring('once');
    expect((await OutboxModel.find().lean()).map(({ _id }) => _id)).toEqual(['test.bellRang:once']);
  });

  it('whose process died before anybody heard of it is delivered once, by whichever of two comes', async () => {
    await ring('noon');
    const outboxes = [1, 2].map(() => createOutbox([hears('one'), hears('two')], platform));
    outboxes.forEach((outbox) => outbox.start());
    await eventually(async () => (await DeliveryModel.countDocuments({ state: 'done' })) === 2);
    await Promise.all(outboxes.map((outbox) => outbox.stop()));
    expect(heard.map((line) => line.split(' ')[0]).sort()).toEqual(['one', 'two']);
    expect(await OutboxModel.countDocuments({ dispatched: false })).toBe(0);
  });

  it('cut off between two of its deliveries gets the other one', async () => {
    await ring('noon');
    await dispatchEvents([hears('one')]);
    await OutboxModel.updateMany({}, { $set: { dispatched: false } });
    await dispatchEvents([hears('one'), hears('two')]);
    expect(await DeliveryModel.distinct('effect')).toEqual(['one', 'two']);
  });
});

describe('an effect', () => {
  it('that fails stops no other, is tried later and later, and is given up', async () => {
    await ring('noon');
    const effects = [breaks(new Error('550 no <amara@example.org> here')), hears('other')];
    await tryAll(effects);
    expect(await stored('other')).toMatchObject({ state: 'done', tries: 1 });
    const first = await stored('breaks');
    expect(first).toMatchObject({ state: 'due', tries: 1, error: '550 no … here' });
    expect(first!.nextAt.getTime()).toBeGreaterThan(Date.now() - 1_000);
    for (let i = 0; i < 7; i++) await tryAll(effects);
    expect(await stored('breaks')).toMatchObject({ state: 'dead', tries: 8 });
    await tryAll(effects);
    expect(await stored('breaks')).toMatchObject({ state: 'dead', tries: 8 });
    expect(heard).toHaveLength(1);
  });

  it('runs again under the same key when its process was killed, and the late first run has no say', async () => {
    await ring('noon');
    await dispatchEvents([hears('one')]);
    const killed = await claimDelivery();
    expect(await claimDelivery()).toBeNull();
    await DeliveryModel.updateMany({}, { $set: { nextAt: new Date(0) } });
    const taken = await claimDelivery();
    expect(taken).toMatchObject({ _id: killed!._id, tries: 2 });
    await runDelivery(killed!, [breaks(new Error('late')), hears('one')], platform);
    expect(await stored('one')).toMatchObject({ state: 'running', tries: 2 });
    await runDelivery(taken!, [hears('one')], platform);
    expect(await stored('one')).toMatchObject({ state: 'done' });
    expect(new Set(heard)).toEqual(new Set([`one noon ${killed!._id}`]));
  });

  it('that nothing knows any more is given up at once and says so', async () => {
    await ring('noon');
    await dispatchEvents([hears('one')]);
    await tryAll([]);
    expect(await stored('one')).toMatchObject({ state: 'dead', error: 'nothing does this any more' });
  });

  it('has a name of its own', () => {
    expect(() => createOutbox([hears('one'), hears('one')], platform)).toThrow(/test.bellRang → one/);
  });
});

it('reasons are short and hold no address', () => {
  const refused = Object.assign(new Error(`no such user: "a.b+c@x.org",\n${'x'.repeat(500)}`), {
    code: 'EENVELOPE',
  });
  expect(reasonOf(refused)).toMatch(/^EENVELOPE: no such user: … x+$/);
  expect(reasonOf(refused).length).toBeLessThanOrEqual(160);
  expect(reasonOf('thrown text')).toBe('failed');
});
