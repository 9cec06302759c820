import type { Action, MarkChange, Snapshot } from './attendance.dto';

/** A point in a register's history. */
export interface Place {
  epoch: number;
  seq: number;
}

export function isAfter(a: Place, b: Place): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq);
}

/** An action as the device keeps it: from the moment it is made until a day after the server has it. */
export interface KeptAction {
  /** its place among everything this person does on this device */
  n: number;
  registerId: string;
  schoolId: string;
  action: Action;
  /** mid of the action this one takes back; its changes hold only while that action's marks stand */
  undoOf: string | null;
  /** the marks as this device showed them before, which is what an undo of this action sets; none for a close or reopen */
  before: readonly MarkChange[];
  /** where the server logged it; void once a restore has raised the epoch */
  acked: Place | null;
  /** why the server will never take it */
  refused: string | null;
  /** district time it was made, then logged (ms) */
  at: number;
}

export interface Ack {
  mid: string;
  place: Place;
  at: number;
}

export interface Refused {
  mids: readonly string[];
  reason: string;
  /** the epoch in which they were refused: what was logged in an earlier one is void */
  epoch: number;
}

export interface KeptRegister {
  snapshot: Snapshot;
  names: Record<string, string>;
}

/** What waits in one register, or came back from it. */
export interface Unsettled {
  registerId: string;
  waiting: number;
  refused: number;
}

/** What one person has on one device: it outlives pages and browsers, and all tabs share it. */
export interface DeviceStore {
  /** in the order of n */
  actions(registerId: string): Promise<KeptAction[]>;
  /** The answer is its n; the action itself carries it from then on. */
  add(made: Omit<KeptAction, 'n'>): Promise<number>;
  /** An ack stands over a refusal, and a later one over an earlier. */
  ack(registerId: string, acks: readonly Ack[]): Promise<void>;
  /** What was logged meanwhile stays logged. */
  refuse(registerId: string, refused: Refused): Promise<void>;
  forget(registerId: string, mids: readonly string[]): Promise<void>;
  unsettled(): Promise<Unsettled[]>;
  register(registerId: string): Promise<KeptRegister | null>;
  /** An older state than what is kept is not taken. */
  keep(kept: KeptRegister): Promise<void>;
}

export function withAck(kept: KeptAction, { place, at }: Ack): KeptAction {
  const older = kept.acked !== null && !isAfter(place, kept.acked);
  return older ? { ...kept, refused: null } : { ...kept, acked: place, at, refused: null };
}

export function withRefusal(kept: KeptAction, { reason, epoch }: Refused): KeptAction {
  const stands = kept.acked !== null && kept.acked.epoch >= epoch;
  return stands ? kept : { ...kept, acked: null, refused: reason };
}

/** For devices without a disk of their own: headless clients, and browsers that keep nothing. */
export class MemoryDeviceStore implements DeviceStore {
  #n = 0;
  #actions: KeptAction[] = [];
  readonly #registers = new Map<string, KeptRegister>();

  actions(registerId: string): Promise<KeptAction[]> {
    return Promise.resolve(this.#actions.filter((kept) => kept.registerId === registerId));
  }

  add(made: Omit<KeptAction, 'n'>): Promise<number> {
    const n = ++this.#n;
    this.#actions.push({ ...made, n, action: { ...made.action, n } });
    return Promise.resolve(n);
  }

  ack(registerId: string, acks: readonly Ack[]): Promise<void> {
    const by = new Map(acks.map((ack) => [ack.mid, ack]));
    return this.#change(registerId, (kept) => {
      const ack = by.get(kept.action.mid);
      return ack === undefined ? kept : withAck(kept, ack);
    });
  }

  refuse(registerId: string, refused: Refused): Promise<void> {
    return this.#change(registerId, (kept) =>
      refused.mids.includes(kept.action.mid) ? withRefusal(kept, refused) : kept,
    );
  }

  forget(registerId: string, mids: readonly string[]): Promise<void> {
    this.#actions = this.#actions.filter(
      (kept) => kept.registerId !== registerId || !mids.includes(kept.action.mid),
    );
    return Promise.resolve();
  }

  unsettled(): Promise<Unsettled[]> {
    return Promise.resolve(unsettledIn(this.#actions));
  }

  register(registerId: string): Promise<KeptRegister | null> {
    return Promise.resolve(this.#registers.get(registerId) ?? null);
  }

  keep(kept: KeptRegister): Promise<void> {
    const before = this.#registers.get(kept.snapshot.id);
    if (before === undefined || !isAfter(before.snapshot, kept.snapshot))
      this.#registers.set(kept.snapshot.id, kept);
    return Promise.resolve();
  }

  #change(registerId: string, change: (kept: KeptAction) => KeptAction): Promise<void> {
    this.#actions = this.#actions.map((kept) => (kept.registerId === registerId ? change(kept) : kept));
    return Promise.resolve();
  }
}

export function unsettledIn(kept: readonly KeptAction[]): Unsettled[] {
  const found = new Map<string, Unsettled>();
  for (const { registerId, acked, refused } of kept) {
    if (acked !== null) continue;
    const one = found.get(registerId) ?? { registerId, waiting: 0, refused: 0 };
    if (refused === null) one.waiting += 1;
    else one.refused += 1;
    found.set(registerId, one);
  }
  return [...found.values()];
}
