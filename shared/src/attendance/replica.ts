import type { Action, ActionsReply, CaughtUp, Entry, MarkChange, Submission } from './attendance.dto';
import type { RegisterEvent, RegisterHead } from './attendance.events';
import { Confirmed } from './confirmed';
import { fold, type Shown } from './fold';
import { ActionQueue, type NotSaved } from './queue';

/** What a replica cannot do by itself. The browser, the bench's headless clients and the simulator each bring their own. */
export interface ReplicaPorts {
  /** district time, ms; see ServerClock */
  clock: { now(): number; doubtful(): boolean; synced(server: number): void };
  uuid(): string;
  random(): number;
  /** runs `task` after `ms`; the answer cancels it */
  after(ms: number, task: () => void): () => void;
  /** rejects with a Refusal when the server answered no, with anything else when it could not be asked */
  submit(submission: Submission): Promise<ActionsReply>;
  sync(since: { epoch: number; seq: number }): Promise<CaughtUp>;
  /** asks for a fresh connection after a silence */
  reconnect(): void;
}

/** The server's no to a request as a whole; repeating it unchanged is pointless. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface ReplicaView {
  /** null until the first answer */
  register: Shown | null;
  names: Readonly<Record<string, string>>;
  /** actions the server has not confirmed */
  waiting: number;
  notSaved: readonly NotSaved[];
  /** the last attempt to reach the server failed */
  unreachable: boolean;
  /** why the server does not show this register to this person */
  refused: string | null;
  seq: number;
  epoch: number;
  repairs: { syncs: number; desyncs: number };
}

export type NewAction =
  | { kind: 'mark'; changes: MarkChange[]; reason?: string }
  | { kind: 'close' }
  | { kind: 'reopen'; reason: string };

const ms = { headPatience: 300, silence: 12_000, poll: 10_000, retryFirst: 400, retryMost: 10_000 };

/**
 * One register on one device: what is confirmed, what is queued, and the work of bringing the two together.
 * It has no rollback: what is shown is folded anew from what is known.
 */
export class Replica {
  readonly #confirmed = new Confirmed();
  readonly #queue = new ActionQueue();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<'retry' | 'patience' | 'silence', () => void>();
  #n = 0;
  #sending = false;
  #syncing = false;
  /** somebody asked for a sync while one was under way, perhaps knowing of more than its answer brings */
  #again = false;
  #resting = false;
  #attempts = 0;
  #syncs = 0;
  #unreachable = false;
  #refused: string | null = null;
  #view: ReplicaView;

  constructor(
    readonly who: { actorId: string; clientId: string },
    readonly ports: ReplicaPorts,
  ) {
    this.#view = this.#look();
    this.#expectWord(ms.silence);
  }

  /** Stable between changes, as useSyncExternalStore wants it. */
  view = (): ReplicaView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the action at once and queues it for the server. Returns its mid, for `undo`. */
  act(what: NewAction): string {
    return this.#enqueue(what, null);
  }

  /** Takes back what still stands as that action left it; what others have set since stays. A closed register asks for the reason. */
  undo(mid: string, reason?: string): void {
    const changes = [...this.#queue.before(mid)];
    const why = reason === undefined ? {} : { reason };
    if (changes.length > 0) this.#enqueue({ kind: 'mark', changes, ...why }, mid);
  }

  dismiss(mid: string): void {
    this.#queue.dismiss(mid);
    this.#changed();
  }

  event(event: RegisterEvent): void {
    this.#expectWord(ms.silence);
    this.#logged([event.entry]);
    if (!this.#confirmed.event(event)) void this.sync();
    this.#settle();
  }

  head(head: RegisterHead): void {
    this.#expectWord(ms.silence);
    const ahead = head.epoch === this.#confirmed.epoch && head.head > this.#confirmed.seq;
    const check = (): void => void (this.#confirmed.head(head) || this.sync());
    // entries ahead of mine are most likely on their way; asking at once would double every one of them
    if (ahead) this.#timer('patience', ms.headPatience, check);
    else check();
  }

  /** What the server answered to a subscription. */
  caughtUp(answer: CaughtUp): void {
    this.#expectWord(ms.silence);
    this.#reached();
    if (!this.#takeIn(answer)) void this.sync();
    this.#settle();
  }

  /** The way to the server may be open again: try now rather than when the next retry is due. */
  nudge(): void {
    this.#timer('retry', 0, this.#work);
  }

  /** Asks for what is missing, one question at a time. */
  async sync(): Promise<void> {
    this.#again = this.#syncing;
    if (this.#syncing || this.#resting) return;
    this.#syncing = true;
    this.#syncs += 1;
    try {
      const inLine = this.#takeIn(await this.ports.sync(this.#confirmed.since));
      if (!inLine) this.#takeIn(await this.ports.sync({ epoch: 0, seq: 0 }));
      this.#reached();
    } catch (error) {
      if (error instanceof Refusal) this.#refused = error.code;
      else this.#missed();
    }
    this.#syncing = false;
    this.#settle();
    // only where asked for meanwhile: whoever cannot bring this copy further must not be asked without end
    if (this.#again && this.#confirmed.behind && !this.#unreachable) void this.sync();
  }

  /** Asks and sends nothing until `wake`. */
  rest(): void {
    this.#resting = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.#expectWord(ms.silence);
    void this.#drain();
  }

  #enqueue(what: NewAction, undoOf: string | null): string {
    const action: Action = {
      mid: this.ports.uuid(),
      n: ++this.#n,
      seen: { epoch: this.#confirmed.epoch, seq: this.#confirmed.seq },
      at: this.ports.clock.now(),
      ...(this.ports.clock.doubtful() ? { doubtful: true as const } : {}),
      ...what,
    };
    const before = action.kind === 'mark' ? this.#marksNow(action.changes.map((c) => c.pupil)) : [];
    this.#queue.push({ action, undoOf, before });
    this.#changed();
    if (!this.#unreachable) void this.#drain();
    return action.mid;
  }

  #marksNow(pupils: readonly string[]): MarkChange[] {
    const marks = this.#view.register?.marks.filter((mark) => pupils.includes(mark.pupil)) ?? [];
    return marks.map(({ ver: _ver, pending: _pending, ...mark }) => mark);
  }

  /** What waits is sent, and the answer brings what is missing; with nothing to send, the server is asked. */
  #work = (): void => void (this.#sendable().length > 0 ? this.#drain() : this.sync());

  /** Nothing while a submission is under way, or before the register is known. */
  #sendable(): Action[] {
    const free = !this.#sending && !this.#resting && this.#confirmed.state !== null;
    return free ? this.#queue.nextBatch() : [];
  }

  /** Stop-and-wait: one submission under way, in order, the same mids until an answer comes. */
  async #drain(): Promise<void> {
    const actions = this.#sendable();
    if (actions.length === 0) return;
    this.#sending = true;
    const { epoch, seq: since } = this.#confirmed.since;
    try {
      const reply = await this.ports.submit({ ...this.who, epoch, since, actions });
      this.#reached();
      for (const result of reply.results) this.#queue.acknowledge(result);
      if (!this.#takeIn(reply)) void this.sync();
    } catch (error) {
      const mids = actions.map((action) => action.mid);
      if (error instanceof Refusal) {
        this.#reached();
        this.#queue.refuse(mids, error.code);
      } else this.#missed();
    }
    this.#sending = false;
    this.#settle();
  }

  #takeIn(answer: CaughtUp): boolean {
    const before = this.#confirmed.epoch;
    const inLine = this.#confirmed.caughtUp(answer);
    if ('events' in answer) this.#logged(answer.events);
    this.ports.clock.synced(answer.now);
    if (before !== 0 && this.#confirmed.epoch > before) this.#queue.newEpoch();
    return inLine;
  }

  /** A request that was given up may get through late: what is in the log is saved after all. */
  #logged(entries: readonly Entry[]): void {
    for (const { mid } of entries) this.#queue.dismiss(mid);
  }

  #settle(): void {
    this.#queue.confirmed(this.#confirmed.seq, this.ports.clock.now());
    this.#changed();
    if (!this.#unreachable) void this.#drain();
  }

  #reached(): void {
    this.#attempts = 0;
    this.#unreachable = false;
    this.#refused = null;
  }

  #missed(): void {
    this.#unreachable = true;
    const wait =
      Math.min(ms.retryMost, ms.retryFirst * 2 ** this.#attempts++) * (0.5 + this.ports.random() / 2);
    this.#timer('retry', wait, this.#work);
  }

  /** Heads come every 5 s; when nothing does, the connection is dead even if nobody says so, and polling takes over. */
  #expectWord(patience: number): void {
    this.#timer('silence', patience, () => {
      this.ports.reconnect();
      this.#work();
      this.#expectWord(ms.poll);
    });
  }

  #timer(name: 'retry' | 'patience' | 'silence', delay: number, task: () => void): void {
    this.#timers.get(name)?.();
    if (!this.#resting) this.#timers.set(name, this.ports.after(delay, task));
  }

  #changed(): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): ReplicaView {
    const { state, names, seq, epoch, desyncs } = this.#confirmed;
    return {
      register: state === null ? null : fold(state, this.#queue.waiting, this.#queue.seqOf),
      names,
      waiting: this.#queue.waiting.length,
      notSaved: this.#queue.notSaved,
      unreachable: this.#unreachable,
      refused: this.#refused,
      seq,
      epoch,
      repairs: { syncs: this.#syncs, desyncs },
    };
  }
}
