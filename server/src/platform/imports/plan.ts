import { importOps, type ImportGuard, type ImportNotice, type ThingCounts } from '@quad/shared/imports';
import { newId } from '../database/connect';
import {
  ImportChangeModel,
  ImportRefusalModel,
  type ImportChangeRecord,
  type ImportRecord,
  type ImportRefusalRecord,
} from './import.model';
import type { ImportPlace, Reading, SpooledFile } from './import-kind';
import type { Lease } from './lease';

const perWrite = 500;
/** More than this nobody reads line by line; they are counted all the same. */
const mostRefusals = 50_000;
const mostNotices = 100;
const keptMs = 30 * 24 * 3_600_000;
const marginMs = 24 * 3_600_000;

type Of = Pick<ImportRecord, '_id' | 'districtId' | 'schoolId'>;

/** What every line of an import carries; lines go after a month. */
function lineOf({ _id, districtId, schoolId }: Of) {
  return { _id: newId(), districtId, schoolId, importId: _id, expiresAt: new Date(Date.now() + keptMs) };
}

/** Whether the lines of an import may begin to go: what is left of them is no whole plan. An id tells when it was made. */
export function isFading(importId: string): boolean {
  const madeAt = Number.parseInt(importId.slice(0, 8), 16) * 1_000;
  return Date.now() - madeAt > keptMs - marginMs;
}

export function refusalLine(
  of: Of,
  n: number,
  refusal: Parameters<Reading['refuse']>[0],
): ImportRefusalRecord {
  return { ...lineOf(of), ...refusal, n };
}

/** What a kind says while it reads, on its way into the database: never more than a batch of it in memory. */
export class Plan {
  readonly #of: Of;
  readonly #lease: Lease;
  readonly #changes: ImportChangeRecord[] = [];
  readonly #refusals: ImportRefusalRecord[] = [];
  readonly #counts: ImportRecord['counts'] = {};
  readonly #notices: ImportNotice[] = [];
  readonly #totals = { changes: 0, refusals: 0, warnings: 0 };
  #guard: ImportGuard | null = null;

  constructor(of: Of, lease: Lease) {
    this.#of = of;
    this.#lease = lease;
  }

  reading(place: ImportPlace, file: SpooledFile, fileName: string): Reading {
    return {
      ...place,
      file,
      fileName,
      plan: async (change) => {
        this.#countsOf(change.thing)[change.op] += 1;
        this.#changes.push({ ...lineOf(this.#of), ...change, n: this.#totals.changes++ });
        if (this.#changes.length >= perWrite) await this.#write();
      },
      same: (thing, count = 1) => void (this.#countsOf(thing).same += count),
      refuse: async (refusal) => {
        const n = this.#totals.refusals + this.#totals.warnings;
        this.#totals[refusal.severity === 'refused' ? 'refusals' : 'warnings'] += 1;
        if (n < mostRefusals) this.#refusals.push(refusalLine(this.#of, n, refusal));
        if (this.#refusals.length >= perWrite) await this.#write();
      },
      notice: (notice) => {
        if (this.#notices.length < mostNotices) this.#notices.push(notice);
      },
      guard: (guard) => void (this.#guard = guard),
      progress: (done, total) => {
        this.#lease.check();
        this.#lease.progress(done, total);
      },
    };
  }

  /** Writes what is left and tells what it all comes to. */
  async sum(): Promise<
    Pick<ImportRecord, 'changes' | 'refusals' | 'warnings' | 'counts' | 'notices' | 'guard'>
  > {
    await this.#write();
    return { ...this.#totals, counts: this.#counts, notices: this.#notices, guard: this.#guard };
  }

  #countsOf(thing: keyof ImportRecord['counts']): ThingCounts {
    return (this.#counts[thing] ??= { add: 0, change: 0, end: 0, same: 0 });
  }

  async #write(): Promise<void> {
    this.#lease.check();
    const [changes, refusals] = [this.#changes.splice(0), this.#refusals.splice(0)];
    // these are ours, made of checked parts a moment ago: the driver's own call saves a document's making for each
    await Promise.all([
      changes.length > 0 && ImportChangeModel.collection.insertMany(changes as never[]),
      refusals.length > 0 && ImportRefusalModel.collection.insertMany(refusals as never[]),
    ]);
  }
}

/** The next changes of one thing, in the order they were planned. */
export function changesAfter(
  { _id }: Of,
  thing: ImportChangeRecord['thing'],
  n: number,
): Promise<ImportChangeRecord[]> {
  // each op, so that the index serves the order
  return ImportChangeModel.find({ importId: _id, thing, op: { $in: [...importOps] }, n: { $gt: n } })
    .sort({ n: 1 })
    .limit(perWrite)
    .lean<ImportChangeRecord[]>()
    .exec();
}
