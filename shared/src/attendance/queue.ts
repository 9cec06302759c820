import type { Action, ActionResult, MarkChange, Rejection } from './attendance.dto';
import type { Queued } from './fold';

export interface NotSaved {
  action: Action;
  /** a rejection of this action, or the error code that refused the whole request */
  reason: Rejection | (string & {});
}

/** Confirmed actions are kept this long and sent again after a restore; the server drops those it still has, by their mid. */
const keepMs = 24 * 3_600_000;
const batchSize = 50;

/** What this device did to one register and the server has not confirmed yet, in order. */
export class ActionQueue {
  waiting: readonly Queued[] = [];
  notSaved: readonly NotSaved[] = [];
  #history: { queued: Queued; at: number }[] = [];

  push(queued: Omit<Queued, 'acked'>): void {
    this.waiting = [...this.waiting, { ...queued, acked: null }];
  }

  /** The marks an action replaced; none once it was refused, or is too long ago to be remembered. */
  before(mid: string): readonly MarkChange[] {
    return this.#find(mid)?.before ?? [];
  }

  /** The actions to send next. An undo names the seq of what it takes back, so it waits for that to be acknowledged. */
  nextBatch(): Action[] {
    const batch: Action[] = [];
    for (const { action, acked, undoOf } of this.waiting) {
      if (acked !== null) continue;
      const ifVer = undoOf === null ? undefined : this.seqOf(undoOf);
      if (batch.length === batchSize || (undoOf !== null && ifVer === undefined)) break;
      const conditional = action.kind === 'mark' && ifVer !== undefined;
      batch.push(
        conditional ? { ...action, changes: action.changes.map((change) => ({ ...change, ifVer })) } : action,
      );
    }
    return batch;
  }

  seqOf = (mid: string): number | undefined => this.#find(mid)?.acked ?? undefined;

  #find(mid: string): Queued | undefined {
    return (
      this.waiting.find(({ action }) => action.mid === mid) ??
      this.#history.find(({ queued }) => queued.action.mid === mid)?.queued
    );
  }

  acknowledge(result: ActionResult): void {
    if (result.out === 'rejected') return this.refuse([result.mid], result.reason ?? 'not_allowed');
    const acked = result.seq ?? null;
    this.waiting = this.waiting.map((q) => (q.action.mid === result.mid ? { ...q, acked } : q));
  }

  /** These will never be saved; neither will what would have taken them back. */
  refuse(mids: readonly string[], reason: string): void {
    const refused = this.waiting.filter((q) => mids.includes(q.action.mid));
    this.notSaved = [...this.notSaved, ...refused.map(({ action }) => ({ action, reason }))];
    this.waiting = this.waiting.filter((q) => !refused.includes(q));
    this.#dropOrphans();
  }

  /** An undo whose action was refused or forgotten has nothing to take back, nor has the undo of that undo: each would wait for ever. */
  #dropOrphans(): void {
    const known = new Set(this.#history.map(({ queued }) => queued.action.mid));
    this.waiting = this.waiting.filter(({ action, undoOf }) => {
      const stands = undoOf === null || known.has(undoOf);
      if (stands) known.add(action.mid);
      return stands;
    });
  }

  dismiss(mid: string): void {
    this.notSaved = this.notSaved.filter(({ action }) => action.mid !== mid);
  }

  /** The confirmed state has reached `seq`: what was acknowledged up to there leaves the queue. */
  confirmed(seq: number, now: number): void {
    const isDone = (q: Queued): boolean => q.acked !== null && q.acked <= seq;
    const done = this.waiting.filter(isDone).map((queued) => ({ queued, at: now }));
    if (done.length > 0) this.waiting = this.waiting.filter((q) => !isDone(q));
    // an undo made offline needs its action however long ago that was
    const needed = new Set(this.waiting.map(({ undoOf }) => undoOf));
    this.#history = [...this.#history, ...done].filter(
      ({ queued, at }) => now - at < keepMs || needed.has(queued.action.mid),
    );
  }

  /** The server was restored from a backup and may have forgotten: every ack is void, what was confirmed is sent again. */
  newEpoch(): void {
    const again = this.#history.map(({ queued }) => queued);
    this.#history = [];
    this.waiting = [...again, ...this.waiting].map((q) => ({ ...q, acked: null }));
    this.#dropOrphans();
  }
}
