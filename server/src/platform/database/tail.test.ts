import type { ChangeStreamDocument } from 'mongodb';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownDatabase } from '../../testing/own-database';
import { eventually } from '../../testing/test-app';
import { tail } from './tail';

beforeAll(async () => {
  await mongoose.connect(ownDatabase());
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
});

function follow() {
  const collection = mongoose.connection.collection<{ _id: number }>('followed');
  const heard: number[] = [];
  const reached: bigint[] = [];
  const state = { lost: 0 };
  const change = (event: ChangeStreamDocument): void => {
    if (event.operationType === 'insert') heard.push(Number(event.documentKey._id));
  };
  const stream = tail(
    (from) => collection.watch([], { maxAwaitTimeMS: 100, ...from }),
    { change, reached: (time) => void reached.push(time), lost: () => void (state.lost += 1) },
    pino({ level: 'silent' }),
  );
  return { collection, heard, reached, state, stream };
}

it('goes on where it stopped when its connection is cut', async () => {
  const { collection, heard, state, stream } = follow();
  await stream.ready;
  await collection.insertOne({ _id: 1 });
  await eventually(() => heard.length === 1);
  const admin = mongoose.connection.getClient().db('admin');
  const { inprog } = await admin.command({ currentOp: 1, 'cursor.originatingCommand.aggregate': 'followed' });
  const cursors = (inprog as { cursor?: { cursorId: unknown } }[]).flatMap(
    ({ cursor }) => cursor?.cursorId ?? [],
  );
  await mongoose.connection.db!.command({ killCursors: 'followed', cursors });
  await collection.insertOne({ _id: 2 });
  await collection.insertOne({ _id: 3 });
  await eventually(() => heard.length === 3);
  expect(heard).toEqual([1, 2, 3]);
  expect(state.lost).toBeLessThanOrEqual(1);
  await stream.stop();
  await collection.drop();
});

it('follows again after the collection was dropped and restored over, and says that something may have been missed', async () => {
  const { collection, heard, state, stream } = follow();
  await stream.ready;
  await collection.insertOne({ _id: 10 });
  await eventually(() => heard.includes(10));
  await collection.drop();
  await eventually(() => state.lost === 1);
  await collection.insertOne({ _id: 11 });
  await eventually(() => heard.includes(11));
  await stream.stop();
});

it('says how far it has come, also while nothing changes where it looks', async () => {
  const { collection, heard, reached, stream } = follow();
  await stream.ready;
  const own = await timeOfWrite(() => collection.insertOne({ _id: 20 }));
  await eventually(() => reached.some((time) => time >= own));
  expect(heard).toContain(20);
  const elsewhere = await timeOfWrite(() => mongoose.connection.collection('another').insertOne({}));
  await eventually(() => reached.some((time) => time >= elsewhere));
  expect(reached).toEqual(reached.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  await stream.stop();
});

it('has told a whole transaction before it says that it has come so far', async () => {
  const { collection, heard, reached, stream } = follow();
  await stream.ready;
  const written = await timeOfWrite((session) =>
    session.withTransaction(() =>
      collection.insertMany(
        Array.from({ length: 300 }, (_, i) => ({ _id: 1_000 + i })),
        { session },
      ),
    ),
  );
  await eventually(() => {
    const far = reached.some((time) => time >= written);
    if (far) expect(heard.filter((id) => id >= 1_000)).toHaveLength(300);
    return far;
  });
  await stream.stop();
});

it('ends when it is stopped while a change is being told', async () => {
  const collection = mongoose.connection.collection<{ _id: number }>('followed');
  let told: () => void = () => undefined;
  let hears = false;
  const stream = tail(
    (from) => collection.watch([], from),
    {
      change: () => {
        hears = true;
        return new Promise<void>((resolve) => (told = resolve));
      },
      reached: () => undefined,
      lost: () => undefined,
    },
    pino({ level: 'silent' }),
  );
  await stream.ready;
  await collection.insertOne({ _id: 30 });
  await eventually(() => hears);
  const stopped = stream.stop();
  told();
  await stopped;
});

async function timeOfWrite(write: (session: mongoose.ClientSession) => Promise<unknown>): Promise<bigint> {
  const session = await mongoose.connection.startSession();
  try {
    await write(session);
    await mongoose.connection.db!.command({ ping: 1 }, { session });
    return session.operationTime!.toBigInt();
  } finally {
    await session.endSession();
  }
}
