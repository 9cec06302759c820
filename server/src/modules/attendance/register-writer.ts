import {
  countMarks,
  resolve,
  type Action,
  type ActionKind,
  type ActionResult,
  type Submission,
} from '@quad/shared/attendance';
import { Failure } from '../../platform/http/failure';
import type { LoggedEntry, RegisterRecord } from './register.model';

export interface RegisterKey {
  districtId: string;
  registerId: string;
}

/** What the writer cannot do by itself; the simulator brings its own. */
export interface WriterPorts {
  read(key: RegisterKey): Promise<RegisterRecord | null>;
  commit(before: RegisterRecord, after: RegisterRecord, entries: readonly LoggedEntry[]): Promise<boolean>;
  /** was it the way to the database, so that the outcome is unknown? */
  isAway(error: unknown): boolean;
  wait(ms: number): Promise<void>;
  /** monotonic, ms */
  elapsed(): number;
}

export interface Writing {
  /** `epoch` is the one the device knows; Quad itself knows the one there is */
  submission: Pick<Submission, 'clientId' | 'actions'> & Partial<Pick<Submission, 'epoch'>>;
  personId: string;
  /** throws when the person may not see the register at all; else the role for a kind of action, or null */
  roleFor(register: RegisterRecord, kind: ActionKind): string | null;
  isGranted?(pupil: string, code: string): boolean;
  /** the district's clock, ms */
  now(): number;
}

export interface Written {
  register: RegisterRecord;
  results: ActionResult[];
}

interface Waiting extends Writing {
  done(written: Written): void;
  failed(error: unknown): void;
}

interface Queue {
  key: RegisterKey;
  waiting: Waiting[];
  busy: boolean;
  /** as last committed by this process; another process may be ahead, and the compare-and-set will say so */
  register: RegisterRecord | null;
}

const batchActions = 50;
const giveUpMs = 5_000;
/** Registers remembered between writes: a morning's worth for one process. */
const mostRemembered = 1_000;

/**
 * All writes to registers by this process: a queue per register, group commit, one compare-and-set a batch. A write whose
 * outcome is unknown is found again by its mid, so nothing is written twice and nothing acknowledged is lost.
 */
export class RegisterWriter {
  readonly #queues = new Map<string, Queue>();
  readonly #ports: WriterPorts;

  constructor(ports: WriterPorts) {
    this.#ports = ports;
  }

  submit(key: RegisterKey, writing: Writing): Promise<Written> {
    return new Promise((done, failed) => {
      const name = `${key.districtId}/${key.registerId}`;
      const queue = this.#queues.get(name) ?? { key, waiting: [], busy: false, register: null };
      queue.waiting.push({ ...writing, done, failed });
      // the map's order is the order of last use
      this.#queues.delete(name);
      this.#queues.set(name, queue);
      if (!queue.busy) void this.#run(queue);
    });
  }

  async #run(queue: Queue): Promise<void> {
    queue.busy = true;
    while (queue.waiting.length > 0) {
      const batch = this.#takeBatch(queue);
      try {
        await this.#write(queue, batch);
      } catch (error) {
        queue.register = null;
        for (const waiting of batch) waiting.failed(error);
      }
    }
    queue.busy = false;
    this.#forgetOldest();
  }

  #takeBatch(queue: Queue): Waiting[] {
    let actions = 0;
    const size = queue.waiting.findIndex(
      (waiting) => (actions += waiting.submission.actions.length) > batchActions,
    );
    return queue.waiting.splice(0, size === -1 ? queue.waiting.length : Math.max(1, size));
  }

  /** Decide → compare-and-set; read again only when the race was lost or the outcome is unknown. */
  async #write(queue: Queue, batch: Waiting[]): Promise<void> {
    const started = this.#ports.elapsed();
    for (let attempt = 0; ; attempt++) {
      try {
        const fromMemory = queue.register;
        const before = fromMemory ?? (await this.#ports.read(queue.key));
        if (before === null) throw new Failure('not_found');
        const decided = decideBatch(before, batch);
        if (decided.entries.length === 0 && fromMemory !== null) {
          // no write will tell whether memory is right: another process may have reopened it, a restore forgotten it
          queue.register = null;
          continue;
        }
        if (
          decided.entries.length === 0 ||
          (await this.#ports.commit(before, decided.after, decided.entries))
        ) {
          queue.register = decided.after;
          for (const answer of decided.answers) answer();
          return;
        }
      } catch (error) {
        if (!this.#ports.isAway(error)) throw error;
      }
      queue.register = null;
      if (this.#ports.elapsed() - started > giveUpMs)
        throw new Failure('unavailable', undefined, { retryAfterSeconds: 2 });
      // a lost race is tried again at once; a database that is away needs a moment
      await this.#ports.wait(Math.min(attempt * 20, 500));
    }
  }

  #forgetOldest(): void {
    for (const [name, queue] of this.#queues) {
      if (this.#queues.size <= mostRemembered) return;
      if (!queue.busy) this.#queues.delete(name);
    }
  }
}

function decideBatch(
  before: RegisterRecord,
  batch: readonly Waiting[],
): { after: RegisterRecord; entries: LoggedEntry[]; answers: (() => void)[] } {
  const { districtId, schoolId, classId, date } = before;
  const decided: { waiting: Waiting; results: ActionResult[] }[] = [];
  const answers: (() => void)[] = [];
  let current = before;
  for (const waiting of batch) {
    try {
      const { register, results } = decideOne(current, waiting);
      current = register;
      decided.push({ waiting, results });
    } catch (error) {
      // one person's refusal is not the batch's
      answers.push(() => waiting.failed(error));
    }
  }
  const counts = countMarks(current.marks, current.codeSet);
  const made = current.log
    .slice(before.log.length)
    .map((entry) => ({ ...entry, districtId, schoolId, classId, date }));
  const last = made.at(-1);
  const entries =
    last === undefined ? [] : [...made.slice(0, -1), { ...last, after: { status: current.status, counts } }];
  const after = {
    ...current,
    counts,
    digest: last?.digest ?? before.digest,
    log: [...before.log, ...entries],
  };
  answers.push(
    ...decided.map(
      ({ waiting, results }) =>
        () =>
          waiting.done({ register: after, results }),
    ),
  );
  return { after, entries, answers };
}

function decideOne(register: RegisterRecord, waiting: Waiting) {
  const { submission, personId } = waiting;
  const actions: readonly Action[] = submission.actions;
  // also for actions the log already knows: a receipt is no right to read
  for (const { kind } of actions.slice(0, 1)) waiting.roleFor(register, kind);
  // after a restore the device sends what was forgotten first: its newest action must not come in before its older ones
  if (submission.epoch !== undefined && submission.epoch !== register.epoch) return { register, results: [] };
  const actor = {
    personId,
    clientId: submission.clientId,
    roleFor: (kind: ActionKind) => waiting.roleFor(register, kind),
    ...(waiting.isGranted && { isGranted: waiting.isGranted.bind(waiting) }),
  };
  return resolve(register, actions, actor, waiting.now());
}
