import type { CaughtUp, Entry, Mark, Snapshot } from './attendance.dto';
import type { RegisterEvent, RegisterHead } from './attendance.events';
import { learnCodes } from './codes';
import { isAfter, type KeptRegister, type Place } from './device-store';
import { digestOf } from './digest';
import { applyEntry } from './register';

/** What a screen knows for certain of a register: the server's snapshot plus every entry since, gapless. */
export class Confirmed {
  state: Snapshot | null = null;
  names: Record<string, string> = {};
  /** how often this copy was found to differ from the server's at the same seq */
  desyncs = 0;
  #early = new Map<number, Entry>();
  #distrusted = false;
  /** the furthest the server was heard to be, whether or not what brought it there has arrived */
  heard: Place & { digest: string | null } = { epoch: 0, seq: 0, digest: null };
  readonly #log = new Map<number, Entry>();

  /** @param told each entry that is applied, with the marks as they were before */
  constructor(readonly told: (entry: Entry, before: readonly Mark[]) => void = () => undefined) {}

  /** True while the server is known to be further than this copy. */
  get behind(): boolean {
    return isAfter(this.heard, this);
  }

  /** True while the server is known to have something this copy lacks: what came since, or the truth. */
  get lacking(): boolean {
    return this.behind || this.#distrusted;
  }

  /** What to ask the server to continue from: nothing, when this copy turned out to differ from the server's. */
  get since(): Place {
    return this.#distrusted ? { epoch: 0, seq: 0 } : { epoch: this.epoch, seq: this.seq };
  }

  get epoch(): number {
    return this.state?.epoch ?? 0;
  }

  get seq(): number {
    return this.state?.seq ?? 0;
  }

  /** The entry of that seq; undefined for what came as part of a snapshot. */
  entryAt(seq: number): Entry | undefined {
    return this.#log.get(seq);
  }

  /** As this device kept it, until the server says more. */
  restore({ snapshot, names }: KeptRegister): void {
    if (this.state !== null && !isAfter(snapshot, this)) return;
    this.#adopt(snapshot);
    this.names = { ...names, ...this.names };
  }

  /** An answer to sync, subscribe or a submission. True when nothing is missing afterwards. */
  caughtUp(answer: CaughtUp): boolean {
    this.#hear({ epoch: answer.epoch, seq: answer.head, digest: answer.digest });
    if (answer.epoch < this.epoch) return this.state !== null;
    if ('snapshot' in answer) {
      const older = answer.epoch === this.epoch && answer.snapshot.seq < this.seq;
      if (!older) this.#adopt(answer.snapshot);
    } else {
      if (this.state !== null && answer.epoch !== this.epoch) return false;
      for (const entry of answer.events) this.#keep(entry);
      // what another tab was answered; this one's own first answer is still to come
      if (this.state === null) return true;
      this.#drain();
    }
    this.names = { ...this.names, ...answer.names };
    return this.#inLine({ epoch: answer.epoch, head: answer.head, digest: answer.digest });
  }

  /** An entry pushed by the server. True when nothing is missing afterwards. */
  event({ epoch, entry, names }: RegisterEvent): boolean {
    this.#hear({ epoch, seq: entry.seq, digest: entry.digest });
    if (this.state !== null && epoch > this.epoch) return false;
    if (epoch < this.epoch) return true;
    this.names = { ...this.names, ...names };
    this.#keep(entry);
    // the first answer is still to come, and may be older than this
    if (this.state === null) return true;
    this.#drain();
    return this.#early.size === 0 && this.#inLine({ epoch, head: entry.seq, digest: entry.digest });
  }

  /** The server's word on where the register stands. True when this copy is not behind it. */
  head(head: Pick<RegisterHead, 'epoch' | 'head' | 'digest'>): boolean {
    this.#hear({ epoch: head.epoch, seq: head.head, digest: head.digest });
    if (this.state === null) return false;
    return head.epoch < this.epoch || (head.epoch === this.epoch && this.#inLine(head));
  }

  #inLine(head: Pick<RegisterHead, 'epoch' | 'head' | 'digest'>): boolean {
    if (this.state === null || head.head > this.seq) return false;
    if (head.head < this.seq || head.digest === this.state.digest) return true;
    if (!this.#distrusted) this.desyncs += 1;
    this.#distrusted = true;
    return false;
  }

  #hear(place: Place & { digest: string }): void {
    if (!isAfter(this.heard, place)) this.heard = place;
  }

  #adopt(snapshot: Snapshot): void {
    if (snapshot.epoch !== this.epoch) {
      for (const { seq, epoch } of this.#early.values())
        if (epoch !== snapshot.epoch) this.#early.delete(seq);
      this.#log.clear();
    }
    if (snapshot.codes !== undefined) learnCodes(snapshot.codeSet, snapshot.codes);
    this.state = snapshot;
    this.#distrusted = false;
    this.#drain();
  }

  #keep(entry: Entry): void {
    if (this.state !== null && (entry.epoch !== this.epoch || entry.seq <= this.seq)) return;
    if ((this.#early.get(entry.seq)?.epoch ?? 0) <= entry.epoch) this.#early.set(entry.seq, entry);
  }

  #drain(): void {
    while (this.state !== null) {
      for (const seq of this.#early.keys()) if (seq <= this.state.seq) this.#early.delete(seq);
      const entry: Entry | undefined = this.#early.get(this.state.seq + 1);
      if (entry === undefined) return;
      this.#log.set(entry.seq, entry);
      const { marks } = this.state;
      const applied: Snapshot = applyEntry(this.state, entry);
      this.state = { ...applied, digest: digestOf(applied.marks) };
      this.told(entry, marks);
    }
  }
}
