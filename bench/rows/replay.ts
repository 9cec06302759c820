import { randomUUID } from 'node:crypto';
import {
  attendanceContract,
  MemoryDeviceStore,
  ServerClock,
  Workbench,
  type ActionsReply,
  type CaughtUp,
} from '@quad/shared/attendance';
import { apiRoot } from '@quad/shared/platform';
import { MongoClient } from 'mongodb';
import { say } from '../../deploy/local/say.mjs';
import { registration } from '../support/generated-school';
import { Connections } from '../support/http';
import { registerIdOf } from '../support/registers';
import type { Stage } from '../support/stage';
import { schoolDays, teachersAtWork, type Teacher } from './class-saves.school';
import type { Figure, Row } from './row';

const registers = 20;
const actionsEach = 100;
const all = registers * actionsEach;
const goalSeconds = 10;

/** A device comes back from a day without a network: 2,000 actions of one teacher, in order, by the product's own client core. */
export const replay: Row = {
  name: 'replay',
  async measure(stage: Stage): Promise<Figure[]> {
    const [teacher] = await teachersAtWork(stage, 1);
    if (teacher === undefined) throw new Error('nobody teaches');
    const connections = new Connections(stage.server, 6);
    try {
      const device = await aDevice(connections, teacher);
      say(`Queueing ${all} actions in ${registers} registers without a network, then sending them.`);
      const seconds = await device.comesBack();
      await device.inOrder();
      const floor = await bareWrites(stage.mongodbUri);
      return [
        {
          ...{ what: `${all} queued actions sent after a time offline, in order`, unit: 's', digits: 2 },
          ...{ ours: seconds, floor, seconds },
          goal: { text: `≤ ${goalSeconds} s`, met: seconds <= goalSeconds },
        },
      ];
    } finally {
      connections.close();
    }
  },
};

async function aDevice(connections: Connections, { cookie, personId, schoolId, classId }: Teacher) {
  let online = true;
  const ask = async <A>(method: string, path: string, body?: object): Promise<A> => {
    if (!online) throw new Error('offline');
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await connections.send({ method, path: apiRoot + path, headers: { cookie }, ...text });
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    return JSON.parse(answer.text) as A;
  };
  const pathOf = (path: string, id: string): string => path.replace(':registerId', id);
  const bench = new Workbench(
    { actorId: personId, clientId: randomUUID(), tab: 'only' },
    {
      clock: new ServerClock({ wall: () => Date.now(), monotonic: () => performance.now() }),
      store: new MemoryDeviceStore(),
      uuid: randomUUID,
      random: Math.random,
      after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
      leads: () => true,
      submit: (id, body) => ask<ActionsReply>('POST', pathOf(attendanceContract.markRegister.path, id), body),
      sync: (id, { epoch, seq }) => ask<CaughtUp>('GET', `/registers/${id}/sync?epoch=${epoch}&since=${seq}`),
      subscribe: () => Promise.reject(new Error('no socket here')),
      leave: () => undefined,
      reconnect: () => undefined,
      post: () => undefined,
    },
  );
  const open = schoolDays
    .slice(0, registers)
    .map((date) => ({ schoolId, classId, date, period: registration.period }));
  const opened = await Promise.all(
    open.map(async (key) => {
      const id = registerIdOf(key);
      await ask('PUT', pathOf(attendanceContract.openRegister.path, id), key);
      bench.open(id);
      return { id, replica: bench.replica(id) };
    }),
  );
  await until(() => opened.every(({ replica }) => replica.view().register !== null));
  return {
    async comesBack(): Promise<number> {
      online = false;
      for (let n = 0; n < actionsEach; n++) {
        for (const { replica } of opened) {
          const pupils = replica.view().register?.marks ?? [];
          const pupil = pupils[n % pupils.length]?.pupil ?? '';
          replica.act({ kind: 'mark', changes: [{ pupil, code: n % 3 === 0 ? 'A' : 'P' }] });
        }
      }
      await until(() =>
        opened.every(({ replica }) => replica.view().waiting === actionsEach && replica.view().unreachable),
      );
      online = true;
      const began = performance.now();
      bench.nudge();
      await until(() => opened.every(({ replica }) => replica.view().waiting === 0));
      return (performance.now() - began) / 1000;
    },
    /** @throws where the log has not every action, once, in the order of the device */
    async inOrder(): Promise<void> {
      for (const { id, replica } of opened) {
        const { seq, epoch } = replica.view();
        const from = Math.max(0, seq - 40);
        const delta = await ask<CaughtUp>('GET', `/registers/${id}/sync?epoch=${epoch}&since=${from}`);
        const places = 'events' in delta ? delta.events.map(({ n }) => n) : [];
        const ordered = places.every((n, index) => index === 0 || n > (places[index - 1] ?? 0));
        if (seq !== actionsEach || !ordered)
          throw new Error(`register ${id} has ${seq} entries, in order: ${ordered}`);
      }
      bench.stop();
    },
  };
}

/** The same entries pushed by the bare driver: as many documents, the same batches, each durable before the next. */
async function bareWrites(uri: string): Promise<number> {
  const client = await MongoClient.connect(uri);
  try {
    const copies = client.db().collection<{ _id: string; seq: number; log: object[] }>('replay_floor');
    const ids = Array.from({ length: registers }, (_, n) => `floor-${n}`);
    await copies.insertMany(ids.map((_id) => ({ _id, seq: 0, log: [] })));
    const began = performance.now();
    await Promise.all(
      ids.map(async (_id) => {
        for (let seq = 0; seq < actionsEach; seq += 50) {
          const entries = Array.from({ length: 50 }, (_, n) => ({
            seq: seq + n,
            mid: randomUUID(),
            by: _id,
          }));
          await copies.updateOne(
            { _id, seq },
            { $set: { seq: seq + 50 }, $push: { log: { $each: entries } } },
            { writeConcern: { w: 'majority', journal: true } },
          );
        }
      }),
    );
    return (performance.now() - began) / 1000;
  } finally {
    await client.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to that within a minute');
}
