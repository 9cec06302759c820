import type { CaughtUp, Presence, RegisterEvent, Replica } from '@quad/shared/attendance';
import { clock } from '../../platform/clock';
import { link } from '../../platform/socket';
import { createStore } from '../../platform/store';
import { holdUnsaved } from '../../platform/unsaved';
import { clientIdOf } from './client-id';
import { onWord, workbenchOf } from './workbenches';

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
}

/** One register on this page: the replica, and what the page shows around it. */
export class RegisterStore {
  replica: Replica;
  readonly around = createStore<Surroundings>({
    people: [],
    offlineSince: null,
    lastWord: null,
    arrived: {},
  });
  #readers = 0;
  #close: (() => void) | null = null;

  constructor(
    readonly id: string,
    readonly actorId: string,
  ) {
    this.replica = workbenchOf(actorId).replica(id);
  }

  /** Listens for as long as a page shows this register. What is queued is still sent after the last one left. */
  open(): () => void {
    this.#readers += 1;
    this.#close ??= this.#enter();
    return () => {
      this.#readers -= 1;
      // a page that is replaced by itself at once (StrictMode, a changed address) shouldn't leave and come back
      queueMicrotask(() => {
        if (this.#readers > 0 || this.#close === null) return;
        this.#close();
        this.#close = null;
        if (stores.get(this.#key) === this) stores.delete(this.#key);
      });
    };
  }

  get clientId(): string {
    return clientIdOf(this.actorId);
  }

  get #key(): string {
    return keyOf(this.id, this.actorId);
  }

  #enter(): () => void {
    stores.set(this.#key, this);
    const bench = workbenchOf(this.actorId);
    const close = bench.open(this.id);
    const replica = bench.replica(this.id);
    if (replica !== this.replica) {
      // the one this page was rendered with had come to its end
      this.replica = replica;
      this.#around({});
    }
    const unfollow = replica.subscribe(this.#followed);
    const deaf = onWord((registerId) => {
      if (registerId === this.id) this.#around({ lastWord: clock.now() });
    });
    link.on('disconnect', this.#alone);
    link.on('register:event', this.#heardEvent);
    link.on('register:presence', this.#heardPresence);
    return () => {
      close();
      unfollow();
      deaf();
      link.off('disconnect', this.#alone);
      link.off('register:event', this.#heardEvent);
      link.off('register:presence', this.#heardPresence);
    };
  }

  #heardEvent = ({ id, entry }: RegisterEvent): void => {
    if (id !== this.id || entry.client === this.clientId) return;
    const applied = entry.changes.filter((change) => change.out === 'applied');
    const arrived = Object.fromEntries(applied.map((change) => [change.pupil, entry.seq]));
    this.#around({ arrived: { ...this.around.get().arrived, ...arrived } });
  };

  #heardPresence = ({ id, people }: Presence): void => {
    if (id === this.id)
      this.#around({ people: people.filter((person) => person.clientId !== this.clientId) });
  };

  #alone = (): void => this.#around({ people: [] });

  #around(change: Partial<Surroundings>): void {
    this.around.set({ ...this.around.get(), ...change });
  }

  #followed = (): void => {
    const { waiting, unreachable, durable } = this.replica.view();
    holdUnsaved(this.#key, durable ? 0 : waiting);
    const { offlineSince } = this.around.get();
    if (unreachable !== (offlineSince !== null))
      this.#around({ offlineSince: unreachable ? clock.now() : null });
  };
}

function keyOf(id: string, actorId: string): string {
  return `${actorId} ${id}`;
}

const stores = new Map<string, RegisterStore>();

/** The one store of this register for this person. */
export function registerStore(id: string, actorId: string): RegisterStore {
  const known = stores.get(keyOf(id, actorId)) ?? new RegisterStore(id, actorId);
  stores.set(keyOf(id, actorId), known);
  return known;
}

/** What opening a register has just answered, so that its page need not ask again. */
export function seedRegister(id: string, actorId: string, answer: CaughtUp): void {
  workbenchOf(actorId).replica(id).caughtUp(answer, clock.asking());
}
