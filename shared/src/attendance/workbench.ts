import type { ActionsReply, CaughtUp, Submission } from './attendance.dto';
import type { RegisterEvent, RegisterHead } from './attendance.events';
import type { Place } from './device-store';
import { Replica, type ReplicaPorts } from './replica';

/** What the tabs of one device tell each other about registers. */
export type TabNews =
  /** what is queued there has changed on the disk */
  | { kind: 'queued'; registerId: string }
  /** the server answered one of us */
  | { kind: 'caughtUp'; registerId: string; answer: CaughtUp }
  /** what that tab has open; said again and again while it is */
  | { kind: 'opens'; tab: string; registerIds: readonly string[] }
  /** a new leader asks what everybody has open */
  | { kind: 'who' };

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

const ms = { sayOpen: 3_000, believeOpen: 8_000 };

interface Desk {
  replica: Replica;
  readers: number;
  /** given to a page that will open it in a moment */
  promised: boolean;
  /** in its room, or on the way there */
  entered: boolean;
  unfollow: () => void;
}

/**
 * All registers of one person in one tab. The tab that leads enters the rooms for every tab of the device and sends what waits
 * on it; the others show and queue.
 */
export class Workbench {
  readonly #desks = new Map<string, Desk>();
  /** what other tabs have open, until when that is believed */
  readonly #elsewhere = new Map<string, { registerIds: readonly string[]; until: () => void }>();
  #stopSaying: (() => void) | null = null;
  #stopped = false;

  constructor(
    readonly who: { actorId: string; clientId: string; tab: string },
    readonly ports: WorkbenchPorts,
  ) {}

  /** Finds what waits on this device and, if this tab leads, sends it. */
  async start(): Promise<void> {
    if (!this.ports.leads()) return;
    this.ports.post({ kind: 'who' });
    const unsettled = await this.ports.store.unsettled();
    for (const { registerId, waiting } of unsettled) if (waiting > 0) this.#desk(registerId);
    this.#attend();
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

  #desk(registerId: string): Desk {
    const known = this.#desks.get(registerId);
    if (known !== undefined) return known;
    const { actorId, clientId } = this.who;
    const replica = new Replica(registerId, { actorId, clientId }, this.#portsOf(registerId));
    const desk: Desk = { replica, readers: 0, promised: false, entered: false, unfollow: () => undefined };
    this.#desks.set(registerId, desk);
    void replica.load().then(() => {
      desk.unfollow = replica.subscribe(() => this.#endIfDone(registerId));
      this.#endIfDone(registerId);
      if (replica.view().register === null && !desk.entered) void replica.sync();
    });
    return desk;
  }

  /** For as long as somebody looks at it. */
  open(registerId: string): () => void {
    const desk = this.#desk(registerId);
    desk.readers += 1;
    desk.promised = false;
    this.#sayOpen();
    this.#attend();
    if (!this.ports.leads()) void desk.replica.sync();
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      desk.readers -= 1;
      this.#sayOpen();
      this.#attend();
      this.#endIfDone(registerId);
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
    if (news.kind === 'who') return this.#sayOpen();
    if (news.kind === 'opens') return this.#hearOpen(news);
    const desk = this.#desks.get(news.registerId);
    if (news.kind === 'caughtUp') desk?.replica.caughtUp(news.answer);
    else if (desk !== undefined) void desk.replica.load();
    // somebody queued something in a register that nobody has open here
    else if (this.ports.leads()) this.#desk(news.registerId);
  }

  /** The way to the server may be open again. */
  nudge(): void {
    for (const { replica } of this.#desks.values()) replica.nudge();
    this.#sayOpen();
  }

  stop(): void {
    this.#stopped = true;
    this.ports.post({ kind: 'opens', tab: this.who.tab, registerIds: [] });
    this.#stopSaying?.();
    for (const { until } of this.#elsewhere.values()) until();
    for (const desk of this.#desks.values()) {
      desk.unfollow();
      desk.replica.rest();
    }
    this.#desks.clear();
  }

  /** The one who leads is in the room of every register that some tab has open, and in no other. */
  #attend(): void {
    if (this.#stopped || !this.ports.leads()) return;
    for (const { registerIds } of this.#elsewhere.values())
      for (const registerId of registerIds) this.#desk(registerId);
    for (const [registerId, desk] of this.#desks) {
      const wanted = this.#isWanted(registerId, desk);
      if (wanted && !desk.entered) this.#enter(registerId, desk);
      if (!wanted && desk.entered) this.#leave(registerId, desk);
    }
  }

  #enter(registerId: string, desk: Desk): void {
    desk.entered = true;
    this.ports.subscribe(registerId, desk.replica.since).then(
      (answer) => {
        this.#share(registerId, answer);
        desk.replica.caughtUp(answer);
      },
      // plain HTTP gives the same refusal with its reason, or the register after all
      () => void desk.replica.sync(),
    );
  }

  #leave(registerId: string, desk: Desk): void {
    desk.entered = false;
    this.ports.leave(registerId);
  }

  #isWanted(registerId: string, { readers }: Desk): boolean {
    return readers > 0 || [...this.#elsewhere.values()].some((tab) => tab.registerIds.includes(registerId));
  }

  /** Once nobody looks and nothing waits. What waits stays on the disk, also when another tab sends it. */
  #endIfDone(registerId: string): void {
    const desk = this.#desks.get(registerId);
    if (desk === undefined || desk.promised || this.#isWanted(registerId, desk)) return;
    if (this.ports.leads() && desk.replica.view().waiting > 0) return;
    if (desk.entered) this.#leave(registerId, desk);
    this.#desks.delete(registerId);
    desk.unfollow();
    desk.replica.rest();
  }

  #hearOpen({ tab, registerIds }: Extract<TabNews, { kind: 'opens' }>): void {
    this.#elsewhere.get(tab)?.until();
    const before = this.#elsewhere.get(tab)?.registerIds ?? [];
    const forget = (): void => {
      this.#elsewhere.delete(tab);
      this.#attend();
      for (const registerId of registerIds) this.#endIfDone(registerId);
    };
    if (registerIds.length === 0) this.#elsewhere.delete(tab);
    else
      this.#elsewhere.set(tab, {
        registerIds,
        // a tab that was killed doesn't say so
        until: this.ports.after(ms.believeOpen, forget),
      });
    this.#attend();
    for (const registerId of before) this.#endIfDone(registerId);
  }

  #sayOpen(): void {
    this.#stopSaying?.();
    this.#stopSaying = null;
    if (this.#stopped) return;
    const registerIds = [...this.#desks].filter(([, desk]) => desk.readers > 0).map(([id]) => id);
    this.ports.post({ kind: 'opens', tab: this.who.tab, registerIds });
    if (registerIds.length > 0) this.#stopSaying = this.ports.after(ms.sayOpen, () => this.#sayOpen());
  }

  #share(registerId: string, answer: CaughtUp): void {
    this.ports.post({ kind: 'caughtUp', registerId, answer });
  }

  #portsOf(registerId: string): ReplicaPorts {
    const { clock, uuid, random, after, store, leads, reconnect, submit, sync, post } = this.ports;
    const shared = async <A extends CaughtUp>(asked: Promise<A>): Promise<A> => {
      const answer = await asked;
      this.#share(registerId, answer);
      return answer;
    };
    return {
      ...{ clock, uuid, random, after, store, leads },
      reconnect: () => {
        // a register nobody looks at any more hears nothing on purpose
        if (this.#desks.get(registerId)?.entered === true) reconnect();
      },
      submit: (submission) => shared(submit(registerId, submission)),
      sync: (since) => shared(sync(registerId, since)),
      queued: () => post({ kind: 'queued', registerId }),
    };
  }
}
