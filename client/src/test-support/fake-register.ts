import {
  digestOf,
  resolve,
  type Action,
  type ActionKind,
  type ActionResult,
  type CaughtUp,
  type LoggedRegister,
  type NewAction,
  type Snapshot,
  type Submission,
} from '@quad/shared/attendance';
import { answer, type Asked } from './fake-api';
import { serverSays } from './fake-socket';

export const pupils = { ada: 'a'.repeat(24), bao: 'b'.repeat(24), cleo: 'c'.repeat(24) };
export const names: Record<string, string> = {
  [pupils.ada]: 'Ada Young',
  [pupils.bao]: 'Bao Nguyen',
  [pupils.cleo]: 'Cleo Abbot',
  ['d'.repeat(24)]: 'Mr Lind',
};

/** One register that decides by the shared rules, as the server does; `reachable` cuts the wire. */
export class FakeRegister {
  readonly id = '1'.repeat(24);
  reachable = true;
  now = Date.parse('2026-03-04T09:07:00Z');
  log: LoggedRegister['log'] = [];
  state: Snapshot = {
    ...{ id: this.id, epoch: 1000, seq: 0, tw: 0, status: 'open', codeSet: 'international', digest: '' },
    // the roll comes by family name
    marks: [pupils.cleo, pupils.bao, pupils.ada].map((pupil) => ({ pupil, code: null, ver: 0 })),
    ...{
      schoolId: '5'.repeat(24),
      classId: '6'.repeat(24),
      date: '2026-03-04',
      period: '2',
      className: '7B Mathematics',
    },
    ...{ starts: '08:55', ends: '09:45', room: 'Room 12', timeZone: 'UTC' },
  };

  routes() {
    return {
      [`GET /registers/${this.id}/sync`]: () => this.#answered(),
      [`POST /registers/${this.id}/actions`]: ({ body }: Asked) => this.#submitted(body as Submission),
    };
  }

  code(pupil: string): string | null | undefined {
    return this.state.marks.find((mark) => mark.pupil === pupil)?.code;
  }

  /** What another teacher does on another device: at this moment and knowing all, or earlier and knowing less. */
  otherDoes(
    what: NewAction,
    { seq, at }: { seq: number; at: number } = { seq: this.state.seq, at: this.now },
  ): void {
    const seen = { epoch: this.state.epoch, seq };
    const action: Action = { mid: crypto.randomUUID(), n: 1, seen, at, ...what };
    this.#decide({ actorId: 'd'.repeat(24), clientId: crypto.randomUUID(), actions: [action] });
  }

  otherMarks(pupil: string, code: string): void {
    this.otherDoes({ kind: 'mark', changes: [{ pupil, code }] });
  }

  /** Its last entry, as the socket brings it. */
  tells(): void {
    const entry = this.log.at(-1);
    serverSays('register:event', { id: this.id, epoch: this.state.epoch, entry, names });
  }

  #submitted({ since, ...submission }: Submission): Response {
    if (!this.reachable) throw new TypeError('Failed to fetch');
    const results = this.#decide(submission);
    const { epoch, seq: head, marks } = this.state;
    const events = this.log.slice(since);
    return answer({ epoch, head, digest: digestOf(marks), now: this.now, names, events, results });
  }

  #decide(submission: Pick<Submission, 'actorId' | 'clientId' | 'actions'>): ActionResult[] {
    const { actorId, clientId, actions } = submission;
    const actor = { personId: actorId, clientId, roleFor: (_kind: ActionKind) => 'teacher' };
    const before = { ...this.state, log: this.log, bytes: 0 };
    const { register, results } = resolve(before, actions, actor, this.now);
    const { log, bytes: _bytes, ...state } = register;
    this.state = state;
    this.log = log;
    return results;
  }

  #answered(): Response {
    if (!this.reachable) throw new TypeError('Failed to fetch');
    const digest = digestOf(this.state.marks);
    const snapshot = { ...this.state, digest };
    const caughtUp: CaughtUp = {
      epoch: snapshot.epoch,
      head: snapshot.seq,
      digest,
      now: this.now,
      names,
      snapshot,
    };
    return answer(caughtUp);
  }
}
