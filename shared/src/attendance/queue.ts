import type { Action, MarkChange } from './attendance.dto';
import {
  isAfter,
  withAck,
  withRefusal,
  type Ack,
  type KeptAction,
  type Place,
  type Refused,
} from './device-store';

export interface NotSaved {
  action: Action;
  /** a rejection of this action, or the error code that refused the whole request */
  reason: string;
}

/** Confirmed actions are kept this long and sent again after a restore; the server drops those it still has, by their mid. */
const keepMs = 24 * 3_600_000;
const batchSize = 50;

/** What this device did to one register, in order: what the server has not confirmed, what it refused, and the day before that. */
export class ActionQueue {
  #kept: readonly KeptAction[] = [];
  /** not on the device's disk yet, in the order they were made */
  #fresh: readonly KeptAction[] = [];
  readonly #forgotten = new Set<string>();
  /** what the disk did not take */
  readonly #inMemory = new Set<string>();

  /** @param place what is confirmed: acknowledged actions stay until it has reached them, or the mark would flicker */
  constructor(readonly place: () => Place) {}

  /** What the screen folds over the confirmed state. */
  get waiting(): KeptAction[] {
    const known = new Set<string>();
    return this.#all().filter((kept) => {
      const { action, acked, refused, undoOf } = kept;
      // an undo of something refused or forgotten has nothing to take back, nor has the undo of that undo
      const stands = refused === null && (undoOf === null || known.has(undoOf));
      if (stands) known.add(action.mid);
      return stands && (this.#isUnsent(kept) || (acked !== null && isAfter(acked, this.place())));
    });
  }

  get unsent(): KeptAction[] {
    return this.waiting.filter((kept) => this.#isUnsent(kept));
  }

  get notSaved(): NotSaved[] {
    return this.#all().flatMap(({ action, refused }) =>
      refused === null ? [] : [{ action, reason: refused }],
    );
  }

  push(made: KeptAction): void {
    this.#fresh = [...this.#fresh, made];
  }

  /** The disk doesn't take it, so it goes without: after all that is there. */
  placeInMemory(mid: string): void {
    const made = this.#fresh.find(({ action }) => action.mid === mid);
    if (made === undefined) return;
    const n = (this.#kept.at(-1)?.n ?? 0) + 1;
    this.#fresh = this.#fresh.filter((fresh) => fresh !== made);
    this.#kept = [...this.#kept, { ...made, n, action: { ...made.action, n } }];
    this.#inMemory.add(mid);
  }

  /** What the disk says, which other tabs write too. What this tab knows further stays known. */
  read(kept: readonly KeptAction[]): void {
    const mine = new Map(this.#kept.map((one) => [one.action.mid, one]));
    const there = new Set(kept.map(({ action }) => action.mid));
    const read = kept
      .filter(({ action }) => !this.#forgotten.has(action.mid))
      .map((one) => further(one, mine.get(one.action.mid)));
    this.#fresh = this.#fresh.filter(({ action }) => !there.has(action.mid));
    this.#kept = [...read, ...this.#kept.filter(({ action }) => this.#inMemory.has(action.mid))];
  }

  /** The marks an action replaced; none once it was refused, or is too long ago to be remembered. */
  before(mid: string): readonly MarkChange[] {
    const found = this.#find(mid);
    return found === undefined || found.refused !== null ? [] : found.before;
  }

  /** The actions to send next. An undo names the seq of what it takes back, so it waits for that to be acknowledged. */
  nextBatch(): Action[] {
    const batch: Action[] = [];
    for (const kept of this.unsent) {
      const { action, undoOf } = kept;
      const ifVer = undoOf === null ? undefined : this.seqOf(undoOf);
      const placed = this.#kept.includes(kept);
      if (!placed || batch.length === batchSize || (undoOf !== null && ifVer === undefined)) break;
      const conditional = action.kind === 'mark' && ifVer !== undefined;
      batch.push(
        conditional ? { ...action, changes: action.changes.map((change) => ({ ...change, ifVer })) } : action,
      );
    }
    return batch;
  }

  seqOf = (mid: string): number | undefined => {
    const found = this.#find(mid);
    return found === undefined || this.#isUnsent(found) ? undefined : found.acked?.seq;
  };

  /** The action that the server logged there, if it was made on this device. */
  loggedAt({ epoch, seq }: Place): KeptAction | undefined {
    return this.#kept.find(({ acked }) => acked?.epoch === epoch && acked.seq === seq);
  }

  /** Those of the acks that tell something new. */
  acknowledge(acks: readonly Ack[]): Ack[] {
    const fresh = acks.filter(({ mid, place }) => {
      const found = this.#find(mid);
      return found !== undefined && (found.acked === null || isAfter(place, found.acked));
    });
    for (const ack of fresh) this.#change([ack.mid], (kept) => withAck(kept, ack));
    return fresh;
  }

  /** These will never be saved. */
  refuse(refusal: Refused): void {
    this.#change(refusal.mids, (kept) => withRefusal(kept, refusal));
  }

  forget(mids: readonly string[]): void {
    for (const mid of mids) this.#forgotten.add(mid);
    this.#kept = this.#kept.filter(({ action }) => !mids.includes(action.mid));
  }

  /** What no screen, undo or restore can need any more: confirmed a day ago, or without what it would take back. */
  outlived(now: number): string[] {
    const waiting = this.waiting;
    // an undo made offline needs its action however long ago that was
    const needed = new Set(waiting.flatMap(({ undoOf, action }) => [action.mid, undoOf]));
    return this.#kept
      .filter(({ action, refused, acked, at }) => {
        if (refused !== null || needed.has(action.mid)) return false;
        return acked === null || now - at >= keepMs;
      })
      .map(({ action }) => action.mid);
  }

  #isUnsent({ acked }: KeptAction): boolean {
    // a restore may have forgotten what was acknowledged before it
    return acked === null || acked.epoch < this.place().epoch;
  }

  #all(): KeptAction[] {
    return [...this.#kept, ...this.#fresh];
  }

  #find(mid: string): KeptAction | undefined {
    return this.#all().find(({ action }) => action.mid === mid);
  }

  #change(mids: readonly string[], change: (kept: KeptAction) => KeptAction): void {
    this.#kept = this.#kept.map((kept) => (mids.includes(kept.action.mid) ? change(kept) : kept));
  }
}

function further(read: KeptAction, known: KeptAction | undefined): KeptAction {
  if (known === undefined) return read;
  const ahead = known.acked !== null && (read.acked === null || isAfter(known.acked, read.acked));
  // what came back after a restore was logged before it, and no more
  if (ahead && read.refused === null) return known;
  return known.refused !== null && read.acked === null ? known : read;
}
