import { randomUUID } from 'node:crypto';
import {
  ServerClock,
  Workbench,
  subscribeAnswer,
  type CaughtUp,
  type NewAction,
  type Place,
  type RegisterEvent,
  type RegisterHead,
  type ReplicaView,
  type TabNews,
} from '@quad/shared/attendance';
import { Election, type Beat } from '@quad/shared/platform';
import { io, type Socket } from 'socket.io-client';
import type { Device } from './device';

/** What tabs of a device tell each other. */
export type Broadcast =
  | { kind: 'beat'; beat: Beat }
  | { kind: 'news'; news: TabNews }
  | { kind: 'event'; event: RegisterEvent }
  | { kind: 'head'; head: RegisterHead };

const ackMs = 5_000;

/**
 * One tab: the product's own election and workbench, and around them what a page has: a socket, timers, and a way to the other
 * tabs. It can be frozen, as phones do with pages nobody looks at: then nothing in it runs until it wakes.
 */
export class Tab {
  readonly workbench: Workbench;
  readonly #election: Election;
  readonly #socket: Socket;
  readonly #shown = new Map<string, () => void>();
  #frozen = false;
  #closed = false;
  #backlog: (() => void)[] = [];
  #lastUuid = '';
  #comeBack: NodeJS.Timeout | undefined;

  constructor(
    readonly device: Device,
    readonly name: string,
  ) {
    const { wire, random, actorId } = device.ports;
    const clock = new ServerClock({
      wall: () => Date.now() + device.wallOffset,
      monotonic: () => performance.now(),
    });
    this.#socket = io(wire.door.href, {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnectionDelayMax: 3_000,
    });
    this.#followSocket();
    const after = (ms: number, task: () => void): (() => void) => {
      const timer = setTimeout(() => this.#run(task), ms);
      return () => clearTimeout(timer);
    };
    this.workbench = new Workbench(
      { actorId, clientId: device.clientId, tab: name },
      {
        ...{ clock, random, after, store: device.store },
        uuid: () => (this.#lastUuid = randomUUID()),
        submit: async (registerId, submission) => {
          const startedAt = Date.now();
          const reply = await this.#awake(wire.submit(registerId, submission));
          device.ports.answered(startedAt, registerId, submission, reply);
          return reply;
        },
        sync: (registerId, since) => this.#awake(wire.sync(registerId, since)),
        subscribe: (registerId, since) => this.#awake(this.#subscribe(registerId, since)),
        leave: (registerId) => this.#socket.emit('register:leave', { id: registerId }),
        reconnect: () => {
          if (this.#socket.connected) this.#socket.disconnect().connect();
        },
        post: (news) => this.#say({ kind: 'news', news }),
        leads: () => this.#election.leads,
      },
    );
    this.#election = new Election(name, {
      lock: (steal, held, lost) =>
        device.lock.request(
          steal,
          () => this.#run(held),
          () => this.#run(lost),
        ),
      post: (beat) => this.#say({ kind: 'beat', beat }),
      after,
      random,
    });
    this.#election.subscribe(() => {
      if (this.#election.leads) this.connect();
      else this.disconnect();
      this.workbench.leadership();
    });
    void this.workbench.start();
  }

  get leads(): boolean {
    return this.#election.leads;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  view(registerId: string): ReplicaView {
    return this.workbench.replica(registerId).view();
  }

  show(registerIds: readonly string[]): void {
    for (const [registerId, close] of this.#shown) {
      if (registerIds.includes(registerId)) continue;
      this.#shown.delete(registerId);
      close();
    }
    for (const registerId of registerIds)
      if (!this.#shown.has(registerId)) this.#shown.set(registerId, this.workbench.open(registerId));
  }

  /** Does something as the person at this tab would. @returns the action's mid */
  act(registerId: string, what: NewAction): string {
    const mid = this.workbench.replica(registerId).act(what);
    this.#wrote(registerId, mid, what, null);
    return mid;
  }

  undo(registerId: string, undoOf: string): void {
    const before = this.#lastUuid;
    this.workbench.replica(registerId).undo(undoOf);
    if (this.#lastUuid !== before)
      this.#wrote(registerId, this.#lastUuid, { kind: 'mark', changes: [] }, undoOf);
  }

  #wrote(register: string, mid: string, what: NewAction, undoOf: string | null): void {
    const changes = what.kind === 'mark' ? what.changes.map(({ pupil, code }) => ({ pupil, code })) : [];
    const { clientId: client, ports } = this.device;
    ports.write({ t: 'act', register, client, mid, kind: what.kind, changes, undoOf });
  }

  connect(): void {
    if (this.#closed || !this.leads || !this.device.online || this.#socket.connected) return;
    this.#socket.io.opts.extraHeaders = { cookie: this.device.ports.wire.cookie };
    this.#socket.connect();
  }

  disconnect(): void {
    clearTimeout(this.#comeBack);
    this.#socket.disconnect();
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    for (const task of this.#backlog.splice(0)) this.#run(task);
  }

  close(): void {
    this.#closed = true;
    this.workbench.stop();
    this.#election.stop();
    this.disconnect();
  }

  hears(message: Broadcast): void {
    this.#run(() => {
      if (message.kind === 'beat') this.#election.heard(message.beat);
      else if (message.kind === 'news') this.workbench.heard(message.news);
      else if (message.kind === 'event') this.workbench.event(message.event);
      else this.workbench.head(message.head);
    });
  }

  #say(message: Broadcast): void {
    this.device.broadcast(this, message);
  }

  #run(task: () => void): void {
    if (this.#closed) return;
    if (this.#frozen) this.#backlog.push(task);
    else task();
  }

  /** An answer that comes while the tab sleeps is heard when it wakes; a closed tab never hears it. */
  #awake<T>(asked: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      asked.then(
        (answer) => this.#run(() => resolve(answer)),
        (error: unknown) =>
          this.#run(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }

  async #subscribe(id: string, { epoch, seq: since }: Place): Promise<CaughtUp> {
    const { clientId, ports } = this.device;
    const request = { id, epoch, since, clientId };
    const answer = subscribeAnswer.parse(
      await this.#socket.timeout(ackMs).emitWithAck('register:subscribe', request),
    );
    if (answer.ok) return answer.caughtUp;
    if (answer.code === 'signed_out' && (await ports.wire.refresh()))
      return this.#subscribe(id, { epoch, seq: since });
    throw new Error(answer.code);
  }

  #followSocket(): void {
    const socket = this.#socket;
    const { wire } = this.device.ports;
    const on = (event: string, react: (...args: unknown[]) => void): unknown =>
      socket.on(event, (...args: unknown[]) => this.#run(() => react(...args)));
    on('connect', () => this.workbench.connected());
    on('register:event', (event) => {
      this.#say({ kind: 'event', event: event as RegisterEvent });
      this.workbench.event(event as RegisterEvent);
    });
    on('register:head', (head) => {
      this.#say({ kind: 'head', head: head as RegisterHead });
      this.workbench.head(head as RegisterHead);
    });
    on('bye', (bye) => {
      socket.disconnect();
      this.#connectIn((bye as { reconnectInMs: number }).reconnectInMs);
    });
    on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.#connectIn(500);
    });
    on('connect_error', (error) => {
      if ((error as Error).message !== 'signed_out') {
        if (!socket.active) this.#connectIn(4_000);
        return;
      }
      wire.refresh().then(
        () => this.#connectIn(0),
        () => this.#connectIn(4_000),
      );
    });
  }

  #connectIn(ms: number): void {
    clearTimeout(this.#comeBack);
    this.#comeBack = setTimeout(() => this.connect(), ms);
  }
}
