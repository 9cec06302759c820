import type { ChangeStreamDocument } from 'mongodb';
import type { LoggedEntry, RegisterRecord } from '../../server/src/modules/attendance/register.model';
import type { Chance } from './chance';
import type { Mix } from './mix';
import type { Process } from './process';
import type { Story } from './story';
import type { Timeline } from './timeline';

/** No answer from the database: whether it did it is unknown. */
export class Away extends Error {}

interface Op {
  record: RegisterRecord;
  change: ChangeStreamDocument;
}

/** What one primary believes. After an election there may be two for a moment, and only one of them has a future. */
class Branch {
  readonly head: Map<string, RegisterRecord>;
  readonly ops: Op[] = [];
  /** how many of `ops` a majority has */
  majority = 0;
  /** nothing it writes reaches a majority any more */
  cutOff = false;
  #waiting: { count: number; done: () => void; failed: (error: Error) => void }[] = [];

  constructor(
    readonly committed: Map<string, RegisterRecord>,
    readonly onCommitted: (op: Op) => void,
  ) {
    this.head = new Map(committed);
  }

  write(op: Op): number {
    this.head.set(op.record._id, op.record);
    return this.ops.push(op);
  }

  replicatedUpTo(count: number): void {
    if (this.cutOff) return;
    for (; this.majority < count; this.majority++) {
      const op = this.ops[this.majority];
      if (op === undefined) break;
      this.committed.set(op.record._id, op.record);
      this.onCommitted(op);
    }
    for (const waiter of this.#waiting) if (waiter.count <= this.majority) waiter.done();
    this.#waiting = this.#waiting.filter((waiter) => waiter.count > this.majority);
  }

  untilMajority(count: number): Promise<void> {
    if (this.majority >= count) return Promise.resolve();
    return new Promise((done, failed) => this.#waiting.push({ count, done, failed }));
  }

  die(): void {
    this.cutOff = true;
    for (const waiter of this.#waiting.splice(0)) waiter.failed(new Away('stepped down'));
  }
}

export interface Follower {
  change(change: ChangeStreamDocument): void;
  /** after an interruption, when it follows again */
  lost(): void;
}

interface Following {
  at: number;
  due: boolean;
  broken: boolean;
  process: Process;
  to: Follower;
}

/** A replica set with one register collection: compare-and-set, majority, elections with rollback, change streams, restore. */
export class Database {
  /** every register as a majority had it, in order, for the checker; a restore begins a new era */
  readonly history: { t: number; era: number; record: RegisterRecord }[] = [];
  era = 0;
  #branch: Branch;
  /** servers that still, or again, know no primary, or an old one */
  readonly #routes = new Map<Process, Branch | null>();
  #streamed: ChangeStreamDocument[] = [];
  readonly #followers = new Set<Following>();
  readonly #servers = new Set<Process>();

  constructor(
    readonly timeline: Timeline,
    readonly chance: Chance,
    readonly mix: () => Mix,
    readonly story: Story | null,
    records: readonly RegisterRecord[],
  ) {
    this.#branch = this.#aBranch(new Map(records.map((record) => [record._id, record])));
    for (const record of records) this.history.push({ t: 0, era: 0, record });
  }

  /** As a majority of the present members has it. */
  get(id: string): RegisterRecord {
    const record = this.#branch.committed.get(id);
    if (record === undefined) throw new Error(`no register ${id}`);
    return record;
  }

  async read(server: Process, id: string): Promise<RegisterRecord | null> {
    const branch = await this.#reach(server);
    const record = branch.committed.get(id) ?? null;
    await this.#answered(server);
    return record;
  }

  /** updateOne({_id, epoch, seq}, …, {w: 'majority'}) */
  async commit(
    server: Process,
    before: RegisterRecord,
    after: RegisterRecord,
    entries: readonly LoggedEntry[],
  ): Promise<boolean> {
    const branch = await this.#reach(server);
    const present = branch.head.get(before._id);
    if (present?.epoch !== before.epoch || present.seq !== before.seq) {
      await this.#answered(server);
      return false;
    }
    const record = { ...present, ...after, log: [...present.log, ...entries] };
    const count = branch.write({ record, change: aPush(present, entries) });
    this.#replicate(branch, count);
    await branch.untilMajority(count);
    await this.#answered(server);
    return true;
  }

  /** The primary is cut off and goes on for a while, then another is elected with what it has of the first one's writes. */
  elect(): void {
    const old = this.#branch;
    if (old.cutOff) return;
    this.story?.tell('database', 'database', 'the primary is cut off');
    old.cutOff = true;
    this.timeline.after(this.chance.between(50, 1_500), () => {
      // a restore has brought another database meanwhile
      if (this.#branch !== old) return;
      const survivors = old.ops
        .slice(old.majority)
        .slice(0, this.chance.between(0, old.ops.length - old.majority));
      for (const server of this.#servers) this.#routes.set(server, this.chance.of(0.5) ? old : null);
      this.timeline.after(this.chance.between(100, 1_500), () => this.#elected(old, survivors));
    });
  }

  #elected(old: Branch, survivors: readonly Op[]): void {
    if (this.#branch !== old) return;
    this.story?.tell(
      'database',
      'database',
      `a new primary; ${old.ops.length - old.majority - survivors.length} writes rolled back`,
    );
    this.#branch = this.#aBranch(new Map(old.committed));
    for (const op of survivors) this.#replicate(this.#branch, this.#branch.write(op));
    for (const server of [...this.#routes.keys()])
      this.timeline.after(this.chance.between(0, 1_000), () => this.#routes.delete(server));
    this.timeline.after(1_000, () => old.die());
  }

  /** Back to what stood `back` writes ago, every epoch raised. Nobody may be writing. @param epoch higher than any before */
  restore(back: number, epoch: number): void {
    this.#branch.die();
    this.#routes.clear();
    const kept = this.history.filter((each) => each.era === this.era);
    const upTo = kept.slice(0, Math.max(1, kept.length - back));
    const records = new Map<string, RegisterRecord>();
    // a register that had no write in what is kept is as it was when the era began
    for (const { record } of kept.toReversed()) records.set(record._id, record);
    for (const { record } of upTo) records.set(record._id, record);
    this.era += 1;
    this.#streamed = [];
    for (const [id, record] of records) {
      const restored = { ...record, epoch };
      records.set(id, restored);
      this.history.push({ t: this.timeline.now, era: this.era, record: restored });
    }
    this.#branch = this.#aBranch(records);
    this.story?.tell('database', 'database', `restored: ${back} writes forgotten, epoch ${epoch}`);
  }

  /** A change stream of `server`, from now on. */
  follow(server: Process, to: Follower): void {
    this.#servers.add(server);
    const follower = { at: this.#streamed.length, due: false, broken: false, process: server, to };
    this.#followers.add(follower);
    server.onEnd(() => {
      this.#followers.delete(follower);
      this.#servers.delete(server);
      this.#routes.delete(server);
    });
  }

  /** The stream breaks; it resumes where it was, or its history is gone. */
  breakStream(server: Process): void {
    for (const follower of this.#followers) {
      if (follower.process !== server || follower.broken) continue;
      follower.broken = true;
      const gone = this.chance.of(0.5);
      this.story?.tell(
        'database',
        server.name,
        gone ? 'change stream breaks, history gone' : 'change stream breaks',
      );
      server.after(this.chance.between(100, 2_500), () => {
        follower.broken = false;
        if (gone) follower.at = this.#streamed.length;
        follower.to.lost();
        this.#deliver(follower);
      });
    }
  }

  #aBranch(records: Map<string, RegisterRecord>): Branch {
    const branch = new Branch(records, (op) => {
      this.history.push({ t: this.timeline.now, era: this.era, record: op.record });
      this.#streamed.push(op.change);
      for (const follower of this.#followers) this.#deliver(follower);
    });
    return branch;
  }

  #deliver(follower: Following): void {
    if (follower.due || follower.broken) return;
    follower.due = true;
    follower.process.after(this.chance.between(1, 12), () => {
      follower.due = false;
      if (follower.broken) return;
      for (; follower.at < this.#streamed.length; follower.at++) {
        const change = this.#streamed[follower.at];
        if (change !== undefined) follower.to.change(change);
      }
    });
  }

  #replicate(branch: Branch, count: number): void {
    this.timeline.after(1 + this.chance.wait(this.mix().replicationMs), () => branch.replicatedUpTo(count));
  }

  async #reach(server: Process): Promise<Branch> {
    await this.#pause(server, 1 + this.chance.wait(2));
    const branch = this.#routes.has(server) ? this.#routes.get(server) : this.#branch;
    if (branch == null || this.chance.of(this.mix().databaseLoss)) {
      await this.#pause(server, this.chance.between(50, 400));
      throw new Away('not reached');
    }
    return branch;
  }

  async #answered(server: Process): Promise<void> {
    await this.#pause(server, 1 + this.chance.wait(this.mix().databaseMs));
    if (!this.chance.of(this.mix().databaseLoss)) return;
    await this.#pause(server, this.chance.between(50, 400));
    throw new Away('the answer was lost');
  }

  #pause(server: Process, ms: number): Promise<void> {
    return new Promise((resolve) => void server.after(ms, resolve));
  }
}

/** The two shapes a push takes in a change event. */
function aPush(before: RegisterRecord, entries: readonly LoggedEntry[]): ChangeStreamDocument {
  const updatedFields =
    before.log.length === 0
      ? { log: entries }
      : Object.fromEntries(entries.map((entry, i) => [`log.${before.log.length + i}`, entry]));
  return {
    operationType: 'update',
    documentKey: { _id: before._id },
    updateDescription: { updatedFields },
  } as unknown as ChangeStreamDocument;
}
