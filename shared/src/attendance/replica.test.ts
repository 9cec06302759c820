import { describe, expect, it } from 'vitest';
import { anId, aRegister, aSnapshot, aUuid } from './attendance.builders';
import type { Action, ActionsReply, CaughtUp, Submission } from './attendance.dto';
import { MemoryDeviceStore } from './device-store';
import { digestOf } from './digest';
import { Refusal, Replica } from './replica';
import { resolve, type LoggedRegister } from './resolve';

const hour = 3_600_000;

/** One device and a server whose answers come when the test says so. */
class Desk {
  now = 10_000;
  leads = true;
  register: LoggedRegister = aRegister({ epoch: 5_000 });
  readonly submissions: Submission[] = [];
  readonly questions: { epoch: number; seq: number }[] = [];
  /** answers the server owes, oldest first */
  readonly owed: { give: () => void; fail: (error: Error) => void }[] = [];
  #tasks: { at: number; run: () => void }[] = [];
  #ids = 0;

  readonly store = new MemoryDeviceStore();
  replica = this.aReplica();

  /** The same device after its page was loaded anew. */
  reloaded(): Replica {
    this.replica.rest();
    this.replica = this.aReplica();
    return this.replica;
  }

  aReplica(): Replica {
    return new Replica(
      anId(99),
      { actorId: anId(101), clientId: aUuid(1_001) },
      {
        clock: { now: () => this.now, doubtful: () => false, asking: () => 0, synced: () => undefined },
        uuid: () => aUuid(++this.#ids),
        random: () => 0.5,
        after: (ms, run) => {
          const task = { at: this.now + ms, run };
          this.#tasks.push(task);
          return () => void (this.#tasks = this.#tasks.filter((kept) => kept !== task));
        },
        submit: (submission) => {
          this.submissions.push(submission);
          return this.#owe(() => this.#decide(submission));
        },
        sync: (since) => {
          this.questions.push(since);
          return this.#owe(() => this.#catchUp(since));
        },
        reconnect: () => undefined,
        store: this.store,
        leads: () => this.leads,
        queued: () => undefined,
      },
    );
  }

  #owe<T>(answer: () => T): Promise<T> {
    return new Promise((give, fail) => this.owed.push({ give: () => give(answer()), fail }));
  }

  /** The oldest question is answered as the register stands, or fails. */
  async answer(error?: Error): Promise<void> {
    await this.turns();
    const owed = this.owed.shift();
    if (error === undefined) owed?.give();
    else owed?.fail(error);
    await this.turns();
  }

  /** What the device does by itself: writing to its disk, above all. */
  async turns(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  async loaded(): Promise<this> {
    await this.replica.load();
    void this.replica.sync();
    await this.answer();
    return this;
  }

  mark(code: string): string {
    return this.replica.act({ kind: 'mark', changes: [{ pupil: anId(1), code }] });
  }

  undo(mid: string): string {
    this.replica.undo(mid);
    return aUuid(this.#ids);
  }

  /** What somebody else does; the answer makes the push that says so. */
  other(what: { kind: 'close' } | { kind: 'mark'; code: string }): () => void {
    const base = { mid: aUuid(5_000 + this.register.seq), n: 1, at: this.now, seen: this.#standing() };
    const action: Action =
      what.kind === 'close'
        ? { ...base, kind: 'close' }
        : { ...base, kind: 'mark', changes: [{ pupil: anId(2), code: what.code }] };
    this.#decide({
      actorId: anId(102),
      clientId: aUuid(1_002),
      epoch: this.register.epoch,
      since: 0,
      actions: [action],
    });
    const entry = this.register.log.at(-1);
    return () => entry && this.replica.event({ id: anId(99), epoch: this.register.epoch, entry, names: {} });
  }

  /** A colleague's mark of the first pupil, made at that time by somebody who had seen so much; the answer makes the push. */
  colleague(code: string, { at, seen }: { at: number; seen: number }): () => void {
    const { epoch } = this.register;
    const base = { mid: aUuid(700 + seen), n: 1, at, seen: { epoch, seq: seen } };
    const action: Action = { ...base, kind: 'mark', changes: [{ pupil: anId(1), code }] };
    const other = { actorId: anId(102), clientId: aUuid(1_002), epoch, since: 0 };
    return this.arrivesLate({ ...other, actions: [action] });
  }

  /** A submission nobody waits for any more reaches the server; the answer makes the push that says so. */
  arrivesLate(submission: Submission): () => void {
    this.#decide(submission);
    const entry = this.register.log.at(-1);
    return () => entry && this.replica.event({ id: anId(99), epoch: this.register.epoch, entry, names: {} });
  }

  head(): void {
    const { epoch, seq, marks } = this.register;
    this.replica.head({ id: anId(99), epoch, head: seq, digest: digestOf(marks) });
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    const due = this.#tasks.filter(({ at }) => at <= this.now);
    this.#tasks = this.#tasks.filter(({ at }) => at > this.now);
    for (const { run } of due) run();
    await this.turns();
  }

  #standing() {
    return { epoch: this.register.epoch, seq: this.register.seq };
  }

  #decide({ actorId, clientId, epoch, since, actions }: Submission): ActionsReply {
    if (epoch !== this.register.epoch) return { ...this.#catchUp({ epoch, seq: since }), results: [] };
    const actor = { personId: actorId, clientId, roleFor: () => 'teacher' };
    const { register, results } = resolve(this.register, actions, actor, this.now);
    this.register = register;
    return { ...this.#catchUp({ epoch, seq: since }), results };
  }

  #catchUp({ epoch, seq }: { epoch: number; seq: number }): CaughtUp {
    const { register } = this;
    const digest = digestOf(register.marks);
    const base = { epoch: register.epoch, head: register.seq, digest, now: this.now, names: {} };
    if (epoch !== register.epoch) return { ...base, snapshot: aSnapshot(register) };
    return { ...base, events: register.log.slice(seq) };
  }
}

describe('a mark that was refused', () => {
  it('is no longer called not saved when an earlier, given-up request with it gets through after all', async () => {
    const desk = await new Desk().loaded();
    const late = desk.mark('P');
    await desk.turns();
    const given = desk.submissions.at(-1);
    await desk.answer(new Refusal('not_found'));
    expect(desk.replica.view().notSaved).toHaveLength(1);
    const push = given && desk.arrivesLate(given);
    push?.();
    expect(desk.replica.view().notSaved).toEqual([]);
    expect(desk.register.log.map((entry) => entry.mid)).toEqual([late]);
  });
});

describe('undo', () => {
  it('of a refused action does nothing, and later marks are still sent', async () => {
    const desk = await new Desk().loaded();
    desk.other({ kind: 'close' });
    const refused = desk.mark('P');
    await desk.answer();
    expect(desk.replica.view().notSaved).toMatchObject([{ reason: 'register_closed' }]);
    desk.undo(refused);
    expect(desk.replica.view().waiting).toBe(0);
    desk.register = { ...desk.register, status: 'open' };
    const later = desk.mark('A');
    await desk.turns();
    expect(desk.submissions.at(-1)?.actions).toMatchObject([{ mid: later }]);
  });

  it('and its own undo go with the action they depend on', async () => {
    const desk = await new Desk().loaded();
    desk.other({ kind: 'close' });
    desk.undo(desk.undo(desk.mark('P')));
    const later = desk.mark('A');
    expect(desk.replica.view().waiting).toBe(4);
    await desk.answer();
    expect(desk.replica.view()).toMatchObject({ waiting: 1, notSaved: [{ reason: 'register_closed' }] });
    expect(desk.submissions.at(-1)?.actions).toMatchObject([{ mid: later }]);
  });

  it('goes too when the whole request is refused', async () => {
    const desk = await new Desk().loaded();
    desk.undo(desk.undo(desk.mark('P')));
    await desk.answer(new Refusal('not_found'));
    expect(desk.replica.view()).toMatchObject({ waiting: 0, notSaved: [{ reason: 'not_found' }] });
  });

  it('of what the register was not known for yet has nothing to send', async () => {
    const desk = new Desk();
    await desk.replica.load();
    desk.undo(desk.mark('P'));
    expect(desk.replica.view().waiting).toBe(1);
  });

  it('works as long as the action is remembered, and no longer', async () => {
    const desk = await new Desk().loaded();
    const first = desk.mark('P');
    await desk.answer();
    desk.now += hour;
    desk.undo(first);
    await desk.answer();
    expect(desk.register.marks[0]).toMatchObject({ code: null });
    const second = desk.mark('A');
    await desk.answer();
    await desk.turns();
    desk.now += 25 * hour;
    desk.other({ kind: 'mark', code: 'P' })();
    desk.undo(second);
    expect(desk.replica.view().waiting).toBe(0);
  });

  it('made without a network is kept, however long its action was confirmed ago', async () => {
    const desk = await new Desk().loaded();
    const mid = desk.mark('P');
    await desk.answer();
    void desk.replica.sync();
    await desk.answer(new Error('offline'));
    desk.undo(mid);
    await desk.turns();
    desk.now += 25 * hour;
    desk.replica.dismiss('');
    desk.replica.nudge();
    await desk.pass(0);
    await desk.answer();
    expect(desk.register.marks[0]).toMatchObject({ code: null });
    expect(desk.replica.view().waiting).toBe(0);
  });
});

describe('a gap left while a sync is under way', () => {
  it('is asked for as soon as that sync has settled', async () => {
    const desk = await new Desk().loaded();
    void desk.replica.sync();
    const stale = desk.owed[0];
    stale?.give();
    desk.other({ kind: 'mark', code: 'P' });
    desk.other({ kind: 'mark', code: 'A' })();
    desk.owed.shift();
    await desk.pass(0);
    expect(desk.questions).toHaveLength(3);
    await desk.answer();
    expect(desk.replica.view()).toMatchObject({ seq: 2 });
  });

  it('is asked for too when a head told of it', async () => {
    const desk = await new Desk().loaded();
    void desk.replica.sync();
    desk.owed.shift()?.give();
    desk.other({ kind: 'mark', code: 'P' });
    desk.register = { ...desk.register, epoch: 6_000 };
    desk.head();
    await desk.pass(0);
    expect(desk.questions).toHaveLength(3);
  });

  it('is asked for once, not for ever, when the server does not know what fills it', async () => {
    const desk = await new Desk().loaded();
    const before = desk.register;
    desk.other({ kind: 'mark', code: 'P' });
    const push = desk.other({ kind: 'mark', code: 'A' });
    desk.register = before;
    push();
    push();
    while (desk.owed.length > 0 && desk.questions.length < 20) await desk.answer();
    expect(desk.questions.length).toBeLessThanOrEqual(4);
  });

  it('costs no further question when that sync fills it', async () => {
    const desk = await new Desk().loaded();
    void desk.replica.sync();
    desk.other({ kind: 'mark', code: 'P' });
    desk.other({ kind: 'mark', code: 'A' })();
    await desk.answer();
    expect(desk.replica.view()).toMatchObject({ seq: 2 });
    expect(desk.questions).toHaveLength(2);
  });
});

it('learns of a register it could not load by what it sends, and sends that again from what it has learned', async () => {
  const desk = new Desk();
  await desk.replica.load();
  void desk.replica.sync();
  await desk.answer(new Error('offline'));
  desk.mark('P');
  await desk.turns();
  await desk.pass(1_000);
  expect(desk.submissions).toMatchObject([{ epoch: 0 }]);
  await desk.answer();
  expect(desk.submissions).toMatchObject([{ epoch: 0 }, { epoch: 5_000 }]);
  await desk.answer();
  expect(desk.register.marks[0]).toMatchObject({ code: 'P' });
});

it('asks nothing while it rests, and listens and sends again once it is awake', async () => {
  const desk = await new Desk().loaded();
  desk.replica.rest();
  await desk.pass(60_000);
  expect(desk.questions).toHaveLength(1);
  desk.mark('P');
  await desk.turns();
  expect(desk.submissions).toHaveLength(0);
  desk.replica.wake();
  await desk.answer();
  expect(desk.register.marks[0]).toMatchObject({ code: 'P' });
  await desk.pass(12_000);
  expect(desk.questions).toHaveLength(2);
});

describe('a device that keeps what was done on it', () => {
  it('shows the register and what waits in it after a reload without a network, and sends it in order', async () => {
    const desk = await new Desk().loaded();
    await desk.pass(1_000);
    void desk.replica.sync();
    await desk.answer(new Error('offline'));
    const first = desk.mark('P');
    const second = desk.mark('A');
    await desk.turns();
    const again = desk.reloaded();
    await again.load();
    expect(again.view()).toMatchObject({ waiting: 2, seq: 0 });
    expect(again.view().register?.marks[0]).toMatchObject({ code: 'A', pending: true });
    await desk.answer();
    expect(desk.submissions.at(-1)?.actions).toMatchObject([
      { mid: first, n: 1 },
      { mid: second, n: 2 },
    ]);
    expect(again.view()).toMatchObject({ waiting: 0 });
  });

  it('sends nothing from a tab that does not lead, and everything once it does', async () => {
    const desk = await new Desk().loaded();
    desk.leads = false;
    desk.mark('P');
    await desk.turns();
    expect(desk.replica.view()).toMatchObject({ waiting: 1 });
    expect(desk.submissions).toHaveLength(0);
    desk.leads = true;
    desk.replica.nudge();
    await desk.pass(0);
    expect(desk.submissions).toHaveLength(1);
  });

  it('takes what another tab did with the queue, and keeps a mark on the screen until it is confirmed here too', async () => {
    const desk = await new Desk().loaded();
    desk.leads = false;
    const mid = desk.mark('P');
    await desk.turns();
    await desk.store.ack(anId(99), [{ mid, place: { epoch: 5_000, seq: 1 }, at: desk.now }]);
    await desk.replica.load();
    expect(desk.replica.view().register?.marks[0]).toMatchObject({ code: 'P', pending: true });
    const [kept] = await desk.store.actions(anId(99));
    const actions = kept === undefined ? [] : [kept.action];
    const push = desk.arrivesLate({
      actorId: anId(101),
      clientId: aUuid(1_001),
      epoch: 5_000,
      since: 0,
      actions,
    });
    push();
    expect(desk.replica.view()).toMatchObject({ waiting: 0, seq: 1 });
    expect(desk.replica.view().register?.marks[0]).toMatchObject({ code: 'P', pending: false });
  });

  it('sends again what a restored server has forgotten', async () => {
    const desk = await new Desk().loaded();
    const before = desk.register;
    const mid = desk.mark('P');
    await desk.answer();
    expect(desk.replica.view().waiting).toBe(0);
    desk.register = { ...before, epoch: 7_000 };
    desk.head();
    await desk.answer();
    await desk.answer();
    expect(desk.register.log.map((entry) => entry.mid)).toEqual([mid]);
    expect(desk.replica.view()).toMatchObject({ waiting: 0, epoch: 7_000 });
  });

  it('says so when the disk takes nothing, and sends all the same', async () => {
    const desk = await new Desk().loaded();
    desk.store.add = () => Promise.reject(new Error('quota'));
    desk.mark('P');
    await desk.answer();
    expect(desk.replica.view()).toMatchObject({ waiting: 0, durable: false });
    expect(desk.register.marks[0]).toMatchObject({ code: 'P' });
  });
});

describe('two who mark a pupil without knowing of each other', () => {
  it('are both told also when the later mark came later and stands', async () => {
    const desk = await new Desk().loaded();
    desk.mark('P');
    await desk.answer();
    desk.now += 5_000;
    desk.colleague('A', { at: desk.now - 1_000, seen: 0 })();
    expect(desk.replica.view().conflicts).toMatchObject([
      {
        lost: 'mine',
        by: anId(101),
        changes: [{ setAside: { code: 'P' }, stands: { code: 'A', by: anId(102) } }],
      },
    ]);
  });

  it('are not told of what they have seen', async () => {
    const desk = await new Desk().loaded();
    desk.mark('P');
    await desk.answer();
    desk.colleague('A', { at: desk.now, seen: 1 })();
    expect(desk.replica.view().conflicts).toEqual([]);
  });

  it('are both told whose mark stands, until somebody marks again', async () => {
    const desk = await new Desk().loaded();
    desk.now += 5_000;
    desk.mark('P');
    await desk.answer();
    desk.colleague('A', { at: desk.now - 1_000, seen: 0 })();
    expect(desk.replica.view().conflicts).toMatchObject([
      {
        lost: 'theirs',
        by: anId(102),
        changes: [{ setAside: { code: 'A' }, stands: { code: 'P', by: anId(101) } }],
      },
    ]);
    desk.mark('L');
    await desk.answer();
    expect(desk.replica.view().conflicts).toEqual([]);
  });

  it('learn it also when their own was set aside', async () => {
    const desk = await new Desk().loaded();
    void desk.replica.sync();
    await desk.answer(new Error('offline'));
    desk.mark('P');
    await desk.turns();
    desk.now += 5_000;
    desk.colleague('A', { at: desk.now, seen: 0 });
    desk.replica.nudge();
    await desk.pass(0);
    await desk.answer();
    expect(desk.replica.view().conflicts).toMatchObject([
      { lost: 'mine', changes: [{ setAside: { code: 'P' }, stands: { code: 'A', by: anId(102) } }] },
    ]);
    desk.replica.forgetConflict(desk.replica.view().conflicts[0]?.mid ?? '');
    expect(desk.replica.view().conflicts).toEqual([]);
  });
});
