import { Interests, type Wanted } from '../platform';
import type { ActionsReply, CaughtUp, Submission } from './attendance.dto';
import type { RegisterEvent, RegisterHead } from './attendance.events';
import type { Place } from './device-store';
import { Refusal, Replica, type ReplicaPorts } from './replica';

/** What the tabs of one device tell each other about registers. */
export type TabNews =
  /** what is queued there has changed on the disk */
  | { kind: 'queued'; registerId: string }
  /** the server answered one of us */
  | { kind: 'caughtUp'; registerId: string; answer: CaughtUp; asked: number }
  /** the server does not show it to this person */
  | { kind: 'refused'; registerId: string; code: string }
  /** what a tab has open */
  | { kind: 'opens'; wanted: Wanted };

export interface WorkbenchPorts extends Pick<
  ReplicaPorts,
  'clock' | 'uuid' | 'random' | 'after' | 'store' | 'leads' | 'reconnect'
> {
  submit(registerId: string, submission: Submission): Promise<ActionsReply>;
  sync(registerId: string, since: Place): Promise<CaughtUp>;
  /** enters the room of a register over this tab's socket; rejects where that cannot be */
  subscribe(registerId: string, since: Place): Promise<CaughtUp>;
  leave(registerId: string): void;
  /** to the device's other tabs */
  post(news: TabNews): void;
}

interface Desk {
  replica: Replica;
  readers: number;
  /** given to a page that will open it in a moment */
  promised: boolean;
  /** in its room, or on the way there */
  entered: boolean;
  /** what the device has kept of it is known */
  loaded: boolean;
  unfollow: () => void;
}

/**
 * All registers of one person in one tab. The tab that leads enters the rooms for every tab of the device and sends what waits
 * on it; the others show and queue.
 */
export class Workbench {
  readonly #desks = new Map<string, Desk>();
  readonly #opened: Interests;
  #stopped = false;

  constructor(
    readonly who: { readonly actorId: string; readonly clientId: string; readonly tab: string },
    readonly ports: WorkbenchPorts,
  ) {
    const post = (wanted: Wanted): void => ports.post({ kind: 'opens', wanted });
    this.#opened = new Interests(who.tab, { post, after: ports.after.bind(ports) }, () => {
      this.#attend();
      void this.#findWaiting();
    });
  }

  /** Finds what waits on this device and, if this tab leads, sends it. */
  async start(): Promise<void> {
    if (this.#stopped || !this.ports.leads()) return;
    this.#opened.ask();
    this.#attend();
    await this.#findWaiting();
  }

  /** This tab began to lead, or ceased to. */
  leadership(): void {
    for (const [registerId, desk] of this.#desks) {
      if (!this.ports.leads() && desk.entered) this.#leave(registerId, desk);
      desk.replica.nudge();
    }
    void this.start();
  }

  /** For a page that is about to open it. */
  replica(registerId: string): Replica {
    const desk = this.#desk(registerId);
    if (desk.readers === 0) desk.promised = true;
    return desk.replica;
  }

  /** For as long as somebody looks at it. */
  open(registerId: string): () => void {
    const desk = this.#desk(registerId);
    desk.readers += 1;
    desk.promised = false;
    this.#sayOpened();
    if (!this.ports.leads()) void desk.replica.sync();
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      desk.readers -= 1;
      this.#sayOpened();
    };
  }

  /** The socket is up (again): the rooms are entered anew. */
  connected(): void {
    for (const desk of this.#desks.values()) desk.entered = false;
    this.#attend();
  }

  /** From the socket, this tab's own or the leading tab's. */
  event(event: RegisterEvent): void {
    this.#desks.get(event.id)?.replica.event(event);
  }

  head(head: RegisterHead): void {
    this.#desks.get(head.id)?.replica.head(head);
  }

  /** From another tab of this device. */
  heard(news: TabNews): void {
    if (news.kind === 'opens') return this.#opened.heard(news.wanted);
    const desk = this.#desks.get(news.registerId);
    if (news.kind === 'caughtUp') desk?.replica.caughtUp(news.answer, news.asked);
    else if (news.kind === 'refused') desk?.replica.refuse(news.code);
    else if (desk !== undefined) void desk.replica.load();
    // somebody queued something in a register that nobody has open here
    else if (this.ports.leads()) this.#desk(news.registerId);
  }

  /** The way to the server may be open again. */
  nudge(): void {
    for (const { replica } of this.#desks.values()) replica.nudge();
    this.#sayOpened();
  }

  stop(): void {
    this.#stopped = true;
    this.#opened.stop();
    for (const desk of this.#desks.values()) {
      desk.unfollow();
      desk.replica.rest();
    }
    this.#desks.clear();
  }

  #desk(registerId: string): Desk {
    const known = this.#desks.get(registerId);
    if (known !== undefined) return known;
    const replica = new Replica(registerId, this.who, this.#portsOf(registerId));
    const flags = { promised: false, entered: false, loaded: false };
    const desk: Desk = { replica, readers: 0, ...flags, unfollow: () => undefined };
    this.#desks.set(registerId, desk);
    void replica.load().then(() => this.#loaded(registerId, desk));
    return desk;
  }

  #loaded(registerId: string, desk: Desk): void {
    if (this.#desks.get(registerId) !== desk) return;
    desk.loaded = true;
    desk.unfollow = desk.replica.subscribe(() => this.#endIfDone(registerId, desk));
    this.#endIfDone(registerId, desk);
    if (desk.replica.view().register === null && !desk.entered) void desk.replica.sync();
  }

  /** A tab that was closed or killed may have queued something that it could not tell of any more. */
  async #findWaiting(): Promise<void> {
    if (this.#stopped || !this.ports.leads()) return;
    for (const { replica } of this.#desks.values()) void replica.load();
    // a browser that keeps nothing has nothing that waits
    const unsettled = await this.ports.store.unsettled().catch(() => []);
    for (const { registerId, waiting } of unsettled) if (waiting > 0) this.#desk(registerId);
  }

  #sayOpened(): void {
    this.#opened.want([...this.#desks].filter(([, desk]) => desk.readers > 0).map(([id]) => id));
    this.#attend();
  }

  /** Whoever leads is in the room of every register that some tab has open, and in no other. */
  #attend(): void {
    if (this.#stopped) return;
    const wanted = this.#opened.all;
    if (this.ports.leads()) for (const registerId of wanted) this.#enter(registerId, this.#desk(registerId));
    for (const [registerId, desk] of this.#desks)
      if (!wanted.has(registerId)) this.#endIfDone(registerId, desk);
  }

  #enter(registerId: string, desk: Desk): void {
    if (desk.entered) return;
    desk.entered = true;
    const asked = this.ports.clock.asking();
    const coming = this.ports.subscribe(registerId, desk.replica.since).then((answer) => {
      this.ports.post({ kind: 'caughtUp', registerId, answer, asked });
      return answer;
    });
    void desk.replica.learn(coming, asked);
  }

  #leave(registerId: string, desk: Desk): void {
    desk.entered = false;
    this.ports.leave(registerId);
  }

  /** Once nobody looks and nothing waits. What waits stays on the disk, also when another tab sends it. */
  #endIfDone(registerId: string, desk: Desk): void {
    if (!desk.loaded || desk.promised || this.#opened.all.has(registerId)) return;
    if (desk.entered) this.#leave(registerId, desk);
    const { waiting, durable } = desk.replica.view();
    if (waiting > 0 && (this.ports.leads() || !durable)) return;
    if (!this.#desks.delete(registerId)) return;
    desk.unfollow();
    desk.replica.rest();
  }

  /** The server answers again: those that wait for their next try need not. */
  #reached(by: string): void {
    for (const [registerId, { replica }] of this.#desks)
      if (registerId !== by && replica.view().unreachable) replica.nudge();
  }

  #portsOf(registerId: string): ReplicaPorts {
    const { ports } = this;
    const shared = async <A extends CaughtUp>(question: Promise<A>): Promise<A> => {
      const asked = ports.clock.asking();
      const answer = await question;
      this.#reached(registerId);
      ports.post({ kind: 'caughtUp', registerId, answer, asked });
      return answer;
    };
    return {
      clock: ports.clock,
      store: ports.store,
      uuid: () => ports.uuid(),
      random: () => ports.random(),
      after: (ms, task) => ports.after(ms, task),
      leads: () => ports.leads(),
      // a register nobody looks at any more hears nothing on purpose
      reconnect: () => this.#desks.get(registerId)?.entered === true && ports.reconnect(),
      submit: (submission) => shared(ports.submit(registerId, submission)),
      sync: (since) =>
        shared(ports.sync(registerId, since)).catch((error: unknown) => {
          if (error instanceof Refusal) ports.post({ kind: 'refused', registerId, code: error.code });
          throw error;
        }),
      queued: () => ports.post({ kind: 'queued', registerId }),
    };
  }
}
