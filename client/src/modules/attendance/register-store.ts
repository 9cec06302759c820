import {
  attendanceContract,
  Refusal,
  Replica,
  subscribeAnswer,
  type CaughtUp,
  type MarkChange,
  type Presence,
  type RegisterEvent,
  type RegisterHead,
  type ReplicaPorts,
} from '@quad/shared/attendance';
import { call } from '../../platform/api';
import { ApiError, isFinal, Unreachable } from '../../platform/api-error';
import { clock } from '../../platform/clock';
import { refreshSession } from '../../platform/refresh';
import { signedInAs } from '../../platform/session';
import { reconnectSocket, socket } from '../../platform/socket';
import { createStore } from '../../platform/store';
import { holdUnsaved } from '../../platform/unsaved';
import { uuid } from '../../platform/uuid';

/** What a register page shows beside the register itself. */
export interface Surroundings {
  /** who else has it open */
  people: Presence['people'];
  /** district time since which the server has not answered */
  offlineSince: number | null;
  /** district time of the last word from the server */
  lastWord: number | null;
  /** marks that came from somebody else, by pupil: the seq that brought them */
  arrived: Readonly<Record<string, number>>;
  /** marks made here that lost against somebody’s later one */
  overtaken: readonly { mid: string; mine: MarkChange[] }[];
}

const ackMs = 5_000;

/** One register on this page: the replica, and its ties to socket, API and clock. */
export class RegisterStore {
  readonly replica: Replica;
  readonly clientId = uuid();
  readonly around = createStore<Surroundings>({
    people: [],
    offlineSince: null,
    lastWord: null,
    arrived: {},
    overtaken: [],
  });
  #readers = 0;
  #unfollow = (): void => undefined;

  constructor(
    readonly id: string,
    readonly actorId: string,
  ) {
    this.replica = new Replica({ actorId, clientId: this.clientId }, this.#ports());
    this.replica.subscribe(this.#followed);
  }

  /** Joins the room for as long as a page shows this register. What is queued is still sent after the last one left. */
  open(): () => void {
    this.#readers += 1;
    if (this.#readers === 1) this.#enter();
    return () => {
      this.#readers -= 1;
      // a page that is replaced by itself at once (StrictMode, a changed address) shouldn't leave and come back
      queueMicrotask(() => this.#readers === 0 && this.#leave());
    };
  }

  #entered = false;

  #enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#wake();
    socket.on('connect', this.#join);
    socket.on('disconnect', this.#alone);
    socket.on('register:event', this.#heardEvent);
    socket.on('register:head', this.#heardHead);
    socket.on('register:presence', this.#heardPresence);
    if (socket.connected) this.#join();
    else void this.replica.sync();
  }

  #leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    socket.off('connect', this.#join);
    socket.off('disconnect', this.#alone);
    socket.off('register:event', this.#heardEvent);
    socket.off('register:head', this.#heardHead);
    socket.off('register:presence', this.#heardPresence);
    if (socket.connected) socket.emit('register:leave', { id: this.id });
    this.#followed();
  }

  /** Also for a page that was rendered with this store just before it ended: no page is left with a replica at rest. */
  #wake(): void {
    if (!stores.has(this.key)) stores.set(this.key, this);
    this.replica.wake();
    window.addEventListener('online', this.#nudge);
    document.addEventListener('visibilitychange', this.#nudge);
    this.#unfollow = signedInAs.subscribe(this.#nudge);
  }

  /** Ends once nobody looks and nothing waits. */
  #end(): void {
    window.removeEventListener('online', this.#nudge);
    document.removeEventListener('visibilitychange', this.#nudge);
    this.#unfollow();
    this.replica.rest();
    if (stores.get(this.key) === this) stores.delete(this.key);
  }

  get key(): string {
    return keyOf(this.id, this.actorId);
  }

  #join = (): void => {
    const { epoch, seq } = this.replica.view();
    const request = { id: this.id, epoch, since: seq, clientId: this.clientId };
    socket.timeout(ackMs).emit('register:subscribe', request, (_late, answer) => {
      // when the answer is late there is none, and nothing does not parse
      const answered = subscribeAnswer.safeParse(answer).data;
      if (answered?.ok === true) {
        this.#word();
        this.replica.caughtUp(answered.caughtUp);
      } else if (answered?.code === 'signed_out') {
        refreshSession().then((renewed) => renewed && this.#join(), this.#nudge);
      } else {
        // plain HTTP gives the same refusal with its reason, or the register after all
        void this.replica.sync();
      }
    });
  };

  #heardEvent = (event: RegisterEvent): void => {
    if (event.id !== this.id) return;
    this.#word();
    this.replica.event(event);
    if (event.entry.client === this.clientId) return this.#overtaken(event.entry);
    const applied = event.entry.changes.filter((change) => change.out === 'applied');
    const arrived = Object.fromEntries(applied.map((change) => [change.pupil, event.entry.seq]));
    this.#around({ arrived: { ...this.around.get().arrived, ...arrived } });
  };

  /** Two people marked at the same moment and theirs stands: the one who lost is told, and can insist. */
  #overtaken(entry: RegisterEvent['entry']): void {
    const lost = entry.changes.filter(({ out, roll }) => out === 'superseded' && roll === undefined);
    const known = this.around.get().overtaken.some(({ mid }) => mid === entry.mid);
    if (entry.kind !== 'mark' || lost.length === 0 || known) return;
    const mine = lost.map(({ pupil, code = null, minutes, note }) => ({
      pupil,
      code,
      ...(minutes === undefined ? {} : { minutes }),
      ...(note === undefined ? {} : { note }),
    }));
    this.#around({ overtaken: [...this.around.get().overtaken, { mid: entry.mid, mine }] });
  }

  forgetOvertaken(mid: string): void {
    this.#around({ overtaken: this.around.get().overtaken.filter((lost) => lost.mid !== mid) });
  }

  #heardHead = (head: RegisterHead): void => {
    if (head.id !== this.id) return;
    this.#word();
    this.replica.head(head);
  };

  #heardPresence = ({ id, people }: Presence): void => {
    if (id === this.id)
      this.#around({ people: people.filter((person) => person.clientId !== this.clientId) });
  };

  #alone = (): void => this.#around({ people: [] });
  #nudge = (): void => {
    if (document.visibilityState === 'visible') this.replica.nudge();
  };

  #word(): void {
    this.#around({ lastWord: clock.now() });
  }

  #around(change: Partial<Surroundings>): void {
    this.around.set({ ...this.around.get(), ...change });
  }

  #followed = (): void => {
    const { waiting, unreachable } = this.replica.view();
    holdUnsaved(this.key, waiting);
    const { offlineSince } = this.around.get();
    if (unreachable !== (offlineSince !== null))
      this.#around({ offlineSince: unreachable ? clock.now() : null });
    if (!this.#entered && this.#readers === 0 && waiting === 0) this.#end();
  };

  #ports(): ReplicaPorts {
    const params = { registerId: this.id };
    return {
      clock,
      uuid,
      random: Math.random,
      after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
      submit: async (body) => {
        const reply = await this.#asked(() => call(attendanceContract.markRegister, { params, body }));
        // after a time offline the answer comes before the socket does
        const events = 'events' in reply ? reply.events : [];
        for (const entry of events) if (entry.client === this.clientId) this.#overtaken(entry);
        return reply;
      },
      sync: ({ epoch, seq }) =>
        this.#asked(() => call(attendanceContract.syncRegister, { params, query: { epoch, since: seq } })),
      // a register nobody looks at any more hears nothing on purpose
      reconnect: () => {
        if (this.#entered) reconnectSocket();
      },
    };
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    // another person's session may neither send these marks nor read the register in this one's name
    if (signedInAs.get() !== this.actorId) throw new Unreachable('their own person is not signed in');
    try {
      const answered = await ask();
      this.#word();
      return answered;
    } catch (error) {
      if (error instanceof ApiError && isFinal(error) && !isAboutSession(error))
        throw new Refusal(error.code);
      throw error;
    }
  }
}

/** A session that is over, or is another person's by now, refuses no marks: they wait until their own person has signed in again. */
function isAboutSession({ status, code }: ApiError): boolean {
  return status === 401 || code === 'wrong_actor';
}

function keyOf(id: string, actorId: string): string {
  return `${actorId} ${id}`;
}

const stores = new Map<string, RegisterStore>();
const seeds = new Map<string, CaughtUp>();

/** The one store of this register for this person; it outlives its page while marks wait. */
export function registerStore(id: string, actorId: string): RegisterStore {
  const known = stores.get(keyOf(id, actorId));
  if (known !== undefined) return known;
  const store = new RegisterStore(id, actorId);
  const seed = seeds.get(id);
  if (seed !== undefined) store.replica.caughtUp(seed);
  seeds.delete(id);
  // last, for news without a reader let a store go, and this one's reader is about to come
  stores.set(store.key, store);
  return store;
}

/** What opening a register has just answered, so that its page need not ask again. */
export function seedRegister(id: string, answer: CaughtUp): void {
  seeds.set(id, answer);
}
