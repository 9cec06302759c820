import {
  systemId,
  type Action,
  type ActionKind,
  type ActionsReply,
  type CaughtUp,
  type Entry,
  type RegisterEvent,
  type RegisterHead,
  type Snapshot,
  type Submission,
} from '@quad/shared/attendance';
import { Failure } from '../../server/src/platform/http/failure';
import { joinedThenRead, lackedBy, presentEntry } from '../../server/src/modules/attendance/lacking';
import type { RegisterRecord } from '../../server/src/modules/attendance/register.model';
import { readChange } from '../../server/src/modules/attendance/register-stream';
import { RegisterWriter } from '../../server/src/modules/attendance/register-writer';
import type { Connection } from './connection';
import { Away } from './database';
import { Process } from './process';
import { brief } from './story';
import type { World } from './world';

const headEveryMs = 5_000;
const systemClient = '00000000-0000-4000-8000-000000000000';

export interface Told {
  event(event: RegisterEvent): void;
  head(head: RegisterHead): void;
}

/** One server process: the product's writer and stream reader; rights, rooms and requests as its use cases handle them. */
export class Server {
  readonly process: Process;
  readonly #writer: RegisterWriter;
  readonly #rooms = new Map<string, Map<Connection, Told>>();
  /** this machine's clock is off by so much, ms */
  readonly #skew: number;

  constructor(
    readonly world: World,
    name: string,
  ) {
    this.process = new Process(name, world.timeline);
    this.#skew = world.chance.between(-world.serverSkew, world.serverSkew);
    this.#writer = new RegisterWriter({
      read: ({ registerId }) => this.#read(registerId),
      commit: (before, after, entries) =>
        this.process.hear(world.database.commit(this.process, before, after, entries)),
      isAway: (error) => error instanceof Away,
      wait: (ms) => new Promise((resolve) => void this.process.after(ms, resolve)),
      elapsed: () => world.timeline.now,
    });
    world.database.follow(this.process, {
      change: (change) => this.#broadcast(change),
      lost: () => this.#heads(),
    });
    if (world.mix.heartbeats) this.process.every(headEveryMs, () => this.#heads());
  }

  now(): number {
    return this.world.districtNow(this.#skew);
  }

  async mark(personId: string, registerId: string, submission: Submission): Promise<ActionsReply> {
    if (submission.actorId !== personId) throw new Failure('wrong_actor');
    const { clientId, epoch, actions } = submission;
    for (const { mid, ...action } of actions) {
      const changes = 'changes' in action ? action.changes : [];
      this.world.history.submitted.push({ registerId, client: clientId, mid, changes });
    }
    const { register, results } = await this.#writer.submit(
      { districtId: '', registerId },
      {
        submission: { clientId, epoch, actions },
        personId,
        roleFor: (_record, kind) => this.#roleOf(personId, kind),
        now: () => this.now(),
      },
    );
    return { ...this.#lacking(register, submission), results };
  }

  /** Quad itself, for an enrolment that came or ended; every server that hears of it does the same under the same mid. */
  async actAsSystem(
    registerId: string,
    mid: string,
    changes: Extract<Action, { kind: 'roll' }>['changes'],
  ): Promise<void> {
    const record = await this.#read(registerId);
    if (record === null) return;
    const { epoch, seq } = record;
    const action: Action = { kind: 'roll', mid, n: 1, seen: { epoch, seq }, at: this.now(), changes };
    this.world.history.submitted.push({ registerId, client: systemClient, mid, changes });
    await this.#writer.submit(
      { districtId: '', registerId },
      {
        submission: { clientId: systemClient, actions: [action] },
        personId: systemId,
        roleFor: () => 'system',
        now: () => this.now(),
      },
    );
  }

  async sync(personId: string, registerId: string, known: { epoch: number; seq: number }): Promise<CaughtUp> {
    if (this.world.rights.get(personId) == null) throw new Failure('not_found');
    const record = await this.#read(registerId);
    if (record === null) throw new Failure('not_found');
    return this.#lacking(record, { epoch: known.epoch, since: known.seq });
  }

  subscribe(
    personId: string,
    registerId: string,
    known: { epoch: number; seq: number },
    connection: Connection,
    told: Told,
  ): Promise<CaughtUp> {
    if (this.world.rights.get(personId) == null) return Promise.reject(new Failure('not_found'));
    const room = this.#rooms.get(registerId) ?? new Map<Connection, Told>();
    this.#rooms.set(registerId, room);
    return joinedThenRead(
      () => void room.set(connection, told),
      () => this.sync(personId, registerId, known),
    );
  }

  leave(registerId: string, connection: Connection): void {
    this.#rooms.get(registerId)?.delete(connection);
  }

  /** Whoever lost the right to it leaves the room at once. */
  sendAway(isOf: (connection: Connection) => boolean): void {
    for (const room of this.#rooms.values())
      for (const connection of room.keys()) if (isOf(connection)) room.delete(connection);
  }

  gone(connection: Connection): void {
    for (const room of this.#rooms.values()) room.delete(connection);
  }

  #roleOf(personId: string, kind: ActionKind): string | null {
    const role = this.world.rights.get(personId);
    if (role == null) throw new Failure('not_found');
    return kind === 'roll' && role === 'teacher' ? null : role;
  }

  #read(registerId: string): Promise<RegisterRecord | null> {
    return this.process.hear(this.world.database.read(this.process, registerId));
  }

  #lacking(record: RegisterRecord, known: { epoch: number; since: number }): CaughtUp {
    const { epoch, seq: head, digest } = record;
    const base = { epoch, head, digest, now: this.now(), names: {} };
    const events = lackedBy(known, record);
    return events === null ? { ...base, snapshot: asSnapshot(record) } : { ...base, events };
  }

  #broadcast(change: Parameters<typeof readChange>[0]): void {
    const read = readChange(change);
    if (read === null) return;
    for (const logged of read.entries) {
      const entry = presentEntry(logged);
      this.world.story?.tell(
        'database',
        this.process.name,
        `streams ${entry.epoch}/${entry.seq} ${brief(entry)}`,
      );
      for (const [connection, told] of this.#rooms.get(read.registerId) ?? []) {
        const event = { id: read.registerId, epoch: entry.epoch, entry: this.#onTheWire(entry), names: {} };
        connection.emit(() => told.event(event));
      }
    }
  }

  #onTheWire(entry: Entry): Entry {
    if (!this.world.chance.of(this.world.mix.corruption)) return entry;
    const changes = entry.changes.map((change) => ({ ...change, code: change.code === 'P' ? 'A' : 'P' }));
    return { ...entry, changes };
  }

  #heads(): void {
    for (const [id, room] of this.#rooms) {
      if (room.size === 0) continue;
      this.#read(id).then(
        (record) => {
          if (record === null) return;
          const head = { id, epoch: record.epoch, head: record.seq, digest: record.digest };
          for (const [connection, told] of room) connection.emit(() => told.head(head));
        },
        // the next beat asks again
        () => undefined,
      );
    }
  }
}

function asSnapshot(record: RegisterRecord): Snapshot {
  const { _id: id, epoch, seq, tw, status, statusSet, digest, marks, codeSet, lockAt } = record;
  const { schoolId, classId, date, period, starts, ends, room } = record;
  return {
    ...{ id, epoch, seq, tw, status, digest, codeSet, marks: [...marks], lockAt: lockAt ?? null },
    ...(statusSet === undefined ? {} : { statusSet }),
    ...{ schoolId, classId, date, period, starts, ends, room, className: '7B', timeZone: 'Europe/London' },
  };
}
