import { randomBytes } from 'node:crypto';
import type { ChangeStreamDocument } from 'mongodb';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../testing/test-app';
import { tail } from './tail';

beforeAll(async () => {
  const uri = new URL(process.env.MONGODB_URI ?? ''); // eslint-disable-line no-restricted-properties -- the database of this test run
  uri.pathname = `/quad_${randomBytes(6).toString('hex')}`;
  await mongoose.connect(uri.href);
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
});

function follow() {
  const collection = mongoose.connection.collection<{ _id: number }>('followed');
  const heard: number[] = [];
  const state = { lost: 0 };
  const change = (event: ChangeStreamDocument): void => {
    if (event.operationType === 'insert') heard.push(Number(event.documentKey._id));
  };
  const stream = tail(
    (from) => collection.watch([], from),
    { change, lost: () => void (state.lost += 1) },
    pino({ level: 'silent' }),
  );
  return { collection, heard, state, stream };
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
