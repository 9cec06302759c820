import { randomUUID } from 'node:crypto';
import type { Action, MarkChange, Submission } from '@quad/shared/attendance';
import type { Agent } from '../../testing/test-app';
import type { ASchool } from '../schools/schools.builders';
import { registerId } from './register.repository';

const schoolDay = '2026-03-04';

export function mathematicsOn(school: ASchool, date = schoolDay) {
  const key = { schoolId: school.schoolId, classId: school.mathematics, date, period: '1' };
  return { id: registerId(key), key };
}

async function openMathematics(agent: Agent, school: ASchool): Promise<{ id: string; epoch: number }> {
  const { id, key } = mathematicsOn(school);
  const answer = await agent.put(`/api/v1/registers/${id}`).send(key);
  if (answer.status !== 200) throw new Error(answer.text);
  return { id, epoch: (answer.body as { epoch: number }).epoch };
}

/** One device of one person at one register. */
export class ADevice {
  readonly clientId = randomUUID();
  #n = 0;

  constructor(
    readonly agent: Agent,
    readonly actorId: string,
    readonly register: { id: string; epoch: number },
  ) {}

  mark(changes: MarkChange[], fields: Partial<Action> = {}): Action {
    return { ...this.#base(), kind: 'mark', changes, ...fields } as Action;
  }

  close(): Action {
    return { ...this.#base(), kind: 'close' };
  }

  reopen(reason: string): Action {
    return { ...this.#base(), kind: 'reopen', reason };
  }

  submission(actions: Action[], fields: Partial<Submission> = {}): Submission {
    const { clientId, actorId } = this;
    return { clientId, actorId, epoch: this.register.epoch, since: 0, actions, ...fields };
  }

  send(actions: Action[], fields: Partial<Submission> = {}) {
    return this.agent
      .post(`/api/v1/registers/${this.register.id}/actions`)
      .send(this.submission(actions, fields));
  }

  #base() {
    const at = Date.parse('2026-03-04T09:00:00Z') + ++this.#n * 1_000;
    return { mid: randomUUID(), n: this.#n, seen: { epoch: this.register.epoch, seq: 0 }, at };
  }
}

export async function aDevice(agent: Agent, school: ASchool): Promise<ADevice> {
  const me = await agent.get('/api/v1/me');
  return new ADevice(agent, (me.body as { personId: string }).personId, await openMathematics(agent, school));
}
