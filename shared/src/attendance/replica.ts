import type { Action, ActionsReply, CaughtUp, MarkChange, Submission } from './attendance.dto';
import type { RegisterEvent, RegisterHead } from './attendance.events';
import { Confirmed } from './confirmed';
import { SetAside, type Conflict } from './conflicts';
import type { DeviceStore, KeptAction, Place } from './device-store';
import { fold, type Shown } from './fold';
import { ActionQueue, type NotSaved } from './queue';
import type { ServerClock } from './server-clock';

/** What a replica cannot do by itself. The browser, headless clients and the simulator each bring their own. */
export interface ReplicaPorts {
  /** district time, ms; see ServerClock */
  clock: Pick<ServerClock, 'now' | 'doubtful' | 'asking' | 'synced'>;
  uuid(): string;
  random(): number;
  /** runs `task` after `ms`; the answer cancels it */
  after(ms: number, task: () => void): () => void;
  /** rejects with a Refusal when the server answered no, with anything else when it could not be asked */
  submit(submission: Submission): Promise<ActionsReply>;
  sync(since: Place): Promise<CaughtUp>;
  /** asks for a fresh connection after a silence */
  reconnect(): void;
  /** what this person has on this device, also when the page is gone */
  store: DeviceStore;
  /** whether this tab is the one that sends */
  leads(): boolean;
  /** what is queued here has changed: the device's other tabs read it again */
  queued(): void;
}

/** The server's no to a request as a whole; repeating it unchanged is pointless. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface ReplicaView {
  /** null until something is known, from the server or from this device */
  register: Shown | null;
  names: Readonly<Record<string, string>>;
  /** actions the server has not confirmed */
  waiting: number;
  notSaved: readonly NotSaved[];
  conflicts: readonly Conflict[];
  /** the last attempt to reach the server failed */
  unreachable: boolean;
  /** why the server does not show this register to this person */
  refused: string | null;
  seq: number;
  epoch: number;
  digest: string | null;
  /** the furthest the server was heard to be */
  head: Place & { digest: string | null };
  repairs: { syncs: number; desyncs: number };
  /** false when the device could not keep what was done here: it lives on this page only */
  durable: boolean;
}

export type NewAction =
  | { kind: 'mark'; changes: MarkChange[]; reason?: string }
  | { kind: 'close' }
  | { kind: 'reopen'; reason: string };

const ms = {
  headPatience: 300,
  silence: 12_000,
  poll: 10_000,
  retryFirst: 400,
  retryMost: 10_000,
  keep: 1_000,
};

/**
 * One register on one device: what is confirmed, what is queued, and the work of bringing the two together.
 * It has no rollback: what is shown is folded anew from what is known.
 */
export class Replica {
  readonly #confirmed = new Confirmed((entry, before) => this.#setAside.note(entry, before));
  readonly #queue = new ActionQueue(() => this.#confirmed);
  readonly #setAside = new SetAside();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<'retry' | 'patience' | 'silence' | 'keep', () => void>();
  #reading = Promise.resolve();
  #nextRead: Promise<void> | null = null;
  /** what the disk kept of the queue is known */
  #loaded = false;
  #durable = true;
  #kept: Place | null = null;
  #keeping = false;
  #sending = false;
  #syncing = false;
  #learning = false;
  /** somebody asked for a sync while one was under way, perhaps knowing of more than its answer brings */
  #again = false;
  #resting = false;
  #attempts = 0;
  #syncs = 0;
  #unreachable = false;
  #refused: string | null = null;
  #view: ReplicaView;

  constructor(
    readonly registerId: string,
    readonly who: { readonly actorId: string; readonly clientId: string },
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

  /** Takes in what the device has kept. To be called once at the beginning, and whenever another tab has queued something. */
  load(): Promise<void> {
    // a read under way may have begun before what is asked for was written
    this.#nextRead ??= this.#reading.then(() => {
      this.#nextRead = null;
      this.#reading = this.#read();
      return this.#reading;
    });
    return this.#nextRead;
  }

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

  /** An action that was not saved is done with. */
  dismiss(mid: string): void {
    this.#forget([mid]);
    this.#changed();
  }

  forgetConflict(mid: string): void {
    this.#setAside.forget(mid);
    this.#changed();
  }

  event(event: RegisterEvent): void {
    this.#expectWord(ms.silence);
    this.#acknowledge([event.entry]);
    if (!this.#confirmed.event(event)) this.#lack();
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

  /** What the server answered to a subscription, or to another tab. @param asked when, by the device's wall clock */
  caughtUp(answer: CaughtUp, asked: number): void {
    this.#expectWord(ms.silence);
    this.#reached();
    if (!this.#takeIn(answer, asked)) this.#lack();
    this.#settle();
  }

  /** Takes in a subscription's answer, which is an answer to what is missing, too: until it is there nothing is asked. */
  async learn(coming: Promise<CaughtUp>, asked: number): Promise<void> {
    this.#learning = true;
    const answer = await coming.catch(() => null);
    this.#learning = false;
    // plain HTTP gives the same refusal with its reason, or the register after all
    if (answer === null) return void this.sync();
    this.caughtUp(answer, asked);
    if (this.#again && this.#confirmed.behind) void this.sync();
  }

  /** The server does not show this register to this person; it told this tab or another. */
  refuse(code: string): void {
    this.#reached();
    this.#refused = code;
    this.#changed();
  }

  /** The way to the server may be open again: try now rather than when the next retry is due. */
  nudge(): void {
    this.#timer('retry', 0, this.#work);
  }

  /** What to ask the server to continue from. */
  get since(): Place {
    return this.#confirmed.since;
  }

  /** Asks for what is missing, one question at a time. */
  async sync(): Promise<void> {
    const busy = this.#syncing || this.#learning;
    this.#again = busy;
    if (busy || this.#resting) return;
    this.#syncing = true;
    this.#syncs += 1;
    try {
      if (!(await this.#ask(this.#confirmed.since))) await this.#ask({ epoch: 0, seq: 0 });
      this.#reached();
    } catch (error) {
      if (error instanceof Refusal) this.refuse(error.code);
      else this.#missed();
    }
    this.#syncing = false;
    this.#settle();
    // only where asked for meanwhile: whoever cannot bring this copy further must not be asked without end
    if (this.#again && this.#confirmed.behind && !this.#unreachable) void this.sync();
  }

  /** Something is missing. What the leading tab lacks, too, it asks for, and shares. */
  #lack(): void {
    if (this.ports.leads()) void this.sync();
    else this.#timer('patience', ms.headPatience, () => void (this.#confirmed.lacking && this.sync()));
  }

  async #ask(since: Place): Promise<boolean> {
    const asked = this.ports.clock.asking();
    return this.#takeIn(await this.ports.sync(since), asked);
  }

  /** Asks and sends nothing until `wake`. */
  rest(): void {
    this.#keep();
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
    const { registerId, ports } = this;
    const { epoch, seq, state } = this.#confirmed;
    const at = ports.clock.now();
    const action: Action = {
      mid: ports.uuid(),
      // its place among all that was done on this device is given with its place on the disk
      n: 1,
      seen: { epoch, seq },
      at,
      ...(ports.clock.doubtful() ? { doubtful: true as const } : {}),
      ...what,
    };
    const before = action.kind === 'mark' ? this.#marksNow(action.changes.map((c) => c.pupil)) : [];
    const schoolId = state?.schoolId ?? '';
    const made = { registerId, schoolId, action, undoOf, before, acked: null, refused: null, at };
    this.#queue.push({ ...made, n: 0 });
    this.#changed();
    void this.#place(made);
    return action.mid;
  }

  /** It is sent once the disk has it, and with it whatever another tab of the device has done before. */
  async #place(made: Omit<KeptAction, 'n'>): Promise<void> {
    try {
      await this.ports.store.add(made);
      this.ports.queued();
    } catch {
      // a full or forbidden disk: it is sent all the same, and the page says that it must stay open until then
      this.#durable = false;
      this.#queue.placeInMemory(made.action.mid);
    }
    await this.load();
    if (!this.#unreachable) void this.#drain();
  }

  async #read(): Promise<void> {
    const { store } = this.ports;
    try {
      const [kept, actions] = await Promise.all([
        this.#loaded ? null : store.register(this.registerId),
        store.actions(this.registerId),
      ]);
      if (kept !== null) this.#confirmed.restore(kept);
      this.#queue.read(actions);
    } catch {
      this.#durable = false;
    }
    this.#loaded = true;
    this.#settle();
  }

  /** A disk that fails takes nothing from what this page knows; the page says that it must stay open. */
  #store(work: Promise<void>): void {
    work.then(
      () => this.ports.queued(),
      () => {
        this.#durable = false;
        this.#changed();
      },
    );
  }

  #marksNow(pupils: readonly string[]): MarkChange[] {
    const marks = this.#view.register?.marks.filter((mark) => pupils.includes(mark.pupil)) ?? [];
    return marks.map(({ ver: _ver, pending: _pending, ...mark }) => mark);
  }

  /** What waits is sent, and the answer brings what is missing; with nothing to send, the server is asked, by one tab for all. */
  #work = (): void => {
    if (this.#sendable().length > 0) void this.#drain();
    else if (this.ports.leads() || this.#confirmed.state === null || this.#confirmed.lacking)
      void this.sync();
  };

  /** Nothing while a submission is under way, before the disk was read, or where another tab sends. */
  #sendable(): Action[] {
    const free = this.#loaded && !this.#sending && !this.#resting && this.ports.leads();
    return free ? this.#queue.nextBatch() : [];
  }

  /** Stop-and-wait: one submission under way, in order, the same mids until an answer comes. */
  async #drain(): Promise<void> {
    const actions = this.#sendable();
    if (actions.length === 0) return;
    this.#sending = true;
    const { epoch, seq: since } = this.#confirmed.since;
    const { actorId, clientId } = this.who;
    const asked = this.ports.clock.asking();
    try {
      const reply = await this.ports.submit({ actorId, clientId, epoch, since, actions });
      this.#reached();
      this.#answered(reply);
      if (!this.#takeIn(reply, asked)) void this.sync();
      // a server that goes on not to know this epoch isn't asked without end
      if (reply.results.length === 0 && this.#confirmed.epoch === epoch) this.#missed();
    } catch (error) {
      if (error instanceof Refusal) {
        this.#reached();
        this.#refuse(
          actions.map((action) => action.mid),
          error.code,
          epoch,
        );
      } else this.#missed();
    }
    this.#sending = false;
    this.#settle();
  }

  #answered({ epoch, results }: ActionsReply): void {
    this.#acknowledge(results.map(({ mid, seq }) => ({ mid, epoch, seq })));
    for (const { mid, out, reason } of results)
      if (out === 'rejected') this.#refuse([mid], reason ?? 'not_allowed', epoch);
  }

  /** Also of what an event or another answer shows in the log: a request that was given up may get through late. */
  #acknowledge(logged: readonly { mid: string; epoch: number; seq?: number | undefined }[]): void {
    const at = this.ports.clock.now();
    const acks = this.#queue.acknowledge(
      logged.flatMap(({ mid, epoch, seq }) =>
        seq === undefined ? [] : [{ mid, place: { epoch, seq }, at }],
      ),
    );
    if (acks.length > 0) this.#store(this.ports.store.ack(this.registerId, acks));
  }

  /** @param epoch the one in which it was refused */
  #refuse(mids: readonly string[], reason: string, epoch: number): void {
    const refusal = { mids, reason, epoch };
    this.#queue.refuse(refusal);
    this.#store(this.ports.store.refuse(this.registerId, refusal));
  }

  #forget(mids: readonly string[]): void {
    if (mids.length === 0) return;
    this.#queue.forget(mids);
    this.#store(this.ports.store.forget(this.registerId, mids));
  }

  #takeIn(answer: CaughtUp, asked: number): boolean {
    if ('events' in answer) this.#acknowledge(answer.events);
    const inLine = this.#confirmed.caughtUp(answer);
    this.ports.clock.synced(answer.now, asked);
    return inLine;
  }

  #settle(): void {
    if (this.#loaded) this.#forget(this.#queue.outlived(this.ports.clock.now()));
    const { epoch, seq } = this.#confirmed;
    const news = this.#kept?.epoch !== epoch || this.#kept.seq !== seq;
    if (news && epoch !== 0 && !this.#keeping) {
      this.#keeping = true;
      this.#timer('keep', ms.keep, () => this.#keep());
    }
    this.#changed();
    if (!this.#unreachable) void this.#drain();
  }

  /** One of a device's tabs keeps what is confirmed; the others know the same. */
  #keep(): void {
    const { state: snapshot, names, epoch, seq } = this.#confirmed;
    this.#keeping = false;
    if (snapshot === null || !this.ports.leads()) return;
    this.#kept = { epoch, seq };
    this.ports.store.keep({ snapshot, names }).catch(() => (this.#durable = false));
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
      if (this.ports.leads()) this.ports.reconnect();
      this.#work();
      this.#expectWord(ms.poll);
    });
  }

  #timer(name: 'retry' | 'patience' | 'silence' | 'keep', delay: number, task: () => void): void {
    this.#timers.get(name)?.();
    if (!this.#resting) this.#timers.set(name, this.ports.after(delay, task));
  }

  #changed(): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): ReplicaView {
    const { state, names, seq, epoch, desyncs, heard } = this.#confirmed;
    const { waiting, unsent, notSaved, seqOf } = this.#queue;
    return {
      register: state === null ? null : fold(state, waiting, seqOf),
      names,
      // who is not shown the register any more never sees what was acknowledged confirmed
      waiting: (this.#refused === null ? waiting : unsent).length,
      notSaved,
      conflicts: this.#setAside.conflicts(this.#confirmed, this.#queue, this.who.clientId),
      unreachable: this.#unreachable,
      refused: this.#refused,
      seq,
      epoch,
      digest: state?.digest ?? null,
      head: heard,
      repairs: { syncs: this.#syncs, desyncs },
      durable: this.#durable,
    };
  }
}
