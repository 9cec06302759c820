import { randomUUID } from 'node:crypto';
import { attendanceContract, type ActionsReply, type CaughtUp, type Snapshot } from '@quad/shared/attendance';
import { apiRoot } from '@quad/shared/platform';
import { bounded } from '../support/bounded';
import { registration } from '../support/generated-school';
import { Connections } from '../support/http';
import { inTurn, type Load } from '../support/load';
import { registerIdOf } from '../support/registers';
import type { SavePlan } from './class-saves.load';
import type { Teacher } from './class-saves.school';

/** Saves whole classes through the public API, as the page does: one action with a mark for everyone. */
export const overHttp: Load<SavePlan> = async ({ server, teachers, days }, lanes) => {
  const connections = new Connections(new URL(server), lanes);
  const devices: Device[] = [];
  const wanted = teachers.flatMap((teacher) => days.map((date) => ({ teacher, date })));
  await bounded(wanted, lanes, async ({ teacher, date }) => {
    devices.push(await Device.open(connections, teacher, date));
  });
  const saves = devices.map((device) => () => device.saveClass());
  return { lanes: inTurn(saves, lanes), close: () => connections.close() };
};

class Device {
  readonly #clientId = randomUUID();
  #n = 0;
  #head: number;

  private constructor(
    readonly connections: Connections,
    readonly teacher: Teacher,
    readonly register: Snapshot,
    readonly now: number,
  ) {
    this.#head = register.seq;
  }

  static async open(connections: Connections, teacher: Teacher, date: string): Promise<Device> {
    const { schoolId, classId, cookie } = teacher;
    const key = { schoolId, classId, date, period: registration.period };
    const path = pathOf(attendanceContract.openRegister.path, registerIdOf(key));
    const opened = await ask<CaughtUp>(connections, { method: 'PUT', path, cookie, body: key });
    if (!('snapshot' in opened)) throw new Error('opening a register answers with all of it');
    return new Device(connections, teacher, opened.snapshot, opened.now);
  }

  async saveClass(): Promise<void> {
    const { id, epoch, marks } = this.register;
    const n = ++this.#n;
    const changes = marks.map(({ pupil }, place) => ({ pupil, code: (place + n) % 10 === 0 ? 'A' : 'P' }));
    const action = {
      kind: 'mark',
      mid: randomUUID(),
      n,
      seen: { epoch, seq: this.#head },
      at: this.now,
      changes,
    };
    const body = {
      clientId: this.#clientId,
      actorId: this.teacher.personId,
      epoch,
      since: this.#head,
      actions: [action],
    };
    const path = pathOf(attendanceContract.markRegister.path, id);
    const reply = await ask<ActionsReply>(this.connections, {
      method: 'POST',
      path,
      cookie: this.teacher.cookie,
      body,
    });
    const [result] = reply.results;
    if (result?.out !== 'applied') throw new Error(`a save was ${result?.out ?? 'not answered'}`);
    this.#head = reply.head;
  }
}

/** Believes the shape of the answer: checking it by schema would take the server's processor time. */
async function ask<A>(
  connections: Connections,
  request: { method: string; path: string; cookie: string; body: object },
): Promise<A> {
  const { method, path, cookie, body } = request;
  const answer = await connections.send({ method, path, headers: { cookie }, body: JSON.stringify(body) });
  if (answer.status !== 200)
    throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return JSON.parse(answer.text) as A;
}

function pathOf(path: string, registerId: string): string {
  return apiRoot + path.replace(':registerId', registerId);
}
