import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportKindName } from '@quad/shared/imports';
import { newId } from '../database/connect';
import { isDuplicate } from '../database/failures';
import type { Platform } from '../platform';
import { applyPlan, mostFailures, stall } from './apply-plan';
import { ImportModel, type ImportRecord } from './import.model';
import type { ImportKind, ImportPlace, SpooledFile } from './import-kind';
import { keepLease, leaseFromNow, LeaseLost } from './lease';
import { movesOf } from './moves';
import { isFading } from './plan';
import { readFile } from './read-file';

const tendEveryMs = 2_000;
const stopWithinMs = 5_000;

type HandedIn = Pick<ImportRecord, 'districtId' | 'schoolId' | 'kind' | 'fileName' | 'by' | 'at'>;

/** Reads files and applies them, in the background of this process; what a dead process left behind is taken up by the next. */
export interface Imports {
  kindOf(name: ImportKindName): ImportKind | undefined;
  /** takes the file over and begins to read it. @returns the import's id */
  begin(handedIn: HandedIn, file: SpooledFile, platform: Platform): Promise<string>;
  /** `busy`: another of the district is being applied; `old`: another was since this one was read, or its lines are about to go; `changed`: it is not waiting */
  apply(importId: string, platform: Platform): Promise<'begun' | 'busy' | 'old' | 'changed'>;
  start(platform: Platform): () => Promise<void>;
}

/** @param offsetOf what is added to real time to have a district's clock, ms */
export function createImports(
  kinds: readonly ImportKind[],
  offsetOf: (districtId: string, platform: Platform) => Promise<number>,
): Imports {
  const stopping = new AbortController();
  const kindOf = (name: ImportKindName): ImportKind | undefined => kinds.find((kind) => kind.name === name);
  // big files one after the other: side by side they would only share the same core and memory
  const readings = inOrder();
  const applications = inOrder();

  const placeOf = async (record: ImportRecord, platform: Platform): Promise<ImportPlace> => {
    const { _id: importId, districtId, schoolId, by } = record;
    const offset = await offsetOf(districtId, platform);
    return { importId, districtId, schoolId, by, platform, now: () => Date.now() + offset };
  };
  const applying = (record: ImportRecord, holder: string, platform: Platform): void => {
    const { _id: importId } = record;
    const kind = kindOf(record.kind);
    const lease = keepLease(importId, holder, stopping.signal, platform.log);
    applications
      .add(async () => {
        try {
          if (kind !== undefined) await applyPlan(kind, await placeOf(record, platform), lease);
        } finally {
          lease.end();
          // whoever tends imports next goes on at once
          await ImportModel.updateOne({ _id: importId, holder }, { $set: { leaseUntil: new Date(0) } });
        }
      })
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) platform.log.error({ err: error, importId }, 'import broke off');
      });
  };
  const tend = async (platform: Platform): Promise<void> => {
    const lost = { leaseUntil: { $lt: new Date() } };
    const why = { code: 'interrupted', file: null, about: {} };
    await ImportModel.updateMany(
      { state: 'reading', ...lost },
      { $set: { state: 'interrupted', why, holder: null, leaseUntil: null } },
    );
    for (;;) {
      const holder = newId();
      const record = await ImportModel.findOneAndUpdate(
        { state: 'applying', ...lost, kind: { $in: kinds.map(({ name }) => name) } },
        { $set: { holder, leaseUntil: leaseFromNow() }, $inc: { failures: 1 } },
        { returnDocument: 'after' },
      ).lean<ImportRecord>();
      if (record === null) return;
      if (record.failures > mostFailures) await stall(record._id, holder);
      else applying(record, holder, platform);
    }
  };

  return {
    kindOf,
    begin: async (handedIn, file, platform) => {
      const holder = newId();
      const record = newRecord(handedIn, holder);
      const { _id: importId } = record;
      // its own name: what is still called as it arrived goes when the answer is out
      const own = { ...file, path: join(dirname(file.path), `import-${importId}`) };
      await rename(file.path, own.path);
      await ImportModel.create(record);
      const kind = kindOf(record.kind);
      const lease = keepLease(importId, holder, stopping.signal, platform.log);
      readings
        .add(async () => {
          if (kind !== undefined) await readFile(kind, record, own, await placeOf(record, platform), lease);
        })
        .catch((error: unknown) => platform.log.error({ err: error, importId }, 'import not read'))
        .finally(() => lease.end());
      return importId;
    },
    apply: async (importId, platform) => {
      const entered = await enter(importId);
      if (typeof entered === 'string') return entered;
      applying(entered.record, entered.holder, platform);
      return 'begun';
    },
    start: (platform) => {
      let tending = false;
      const timer = setInterval(() => {
        // a database that does not answer must not be asked more and more
        if (tending) return;
        tending = true;
        tend(platform)
          .catch((error: unknown) => platform.log.warn({ err: error }, 'imports not tended'))
          .finally(() => (tending = false));
      }, tendEveryMs);
      return async () => {
        clearInterval(timer);
        stopping.abort();
        await Promise.race([
          Promise.all([readings.idle(), applications.idle()]),
          sleep(stopWithinMs, undefined, { ref: false }),
        ]);
      };
    },
  };
}

function newRecord(handedIn: HandedIn, holder: string): ImportRecord {
  return {
    _id: newId(),
    ...handedIn,
    ...{ state: 'reading', appliedAt: null, changes: 0, refusals: 0, warnings: 0, counts: {}, notices: [] },
    ...{ guard: null, progress: { done: 0, total: 0 }, why: null, holder, leaseUntil: leaseFromNow() },
    ...{ cursor: { step: 0, n: -1 }, failures: 0, moves: 0, readAfter: 0 },
  };
}

/** From waiting to being applied, when no other is and none was since it was read; looked at again once nobody else can begin. */
async function enter(
  importId: string,
): Promise<{ record: ImportRecord; holder: string } | 'busy' | 'old' | 'changed'> {
  const record = await ImportModel.findOne({ _id: importId }).lean<ImportRecord>();
  if (record === null || (record.state !== 'ready' && record.state !== 'stalled')) return 'changed';
  const { state, districtId, readAfter, changes, progress } = record;
  const isOld = async (): Promise<boolean> =>
    isFading(importId) || (await movesOf(districtId, importId)) !== readAfter;
  // looked at before, too: what dies between the two looks is gone on with
  if (await isOld())
    return (await ImportModel.exists({ districtId, state: 'applying' })) === null ? 'old' : 'busy';
  const holder = newId();
  const begun = {
    ...{ state: 'applying', holder, leaseUntil: leaseFromNow(), failures: 0, why: null },
    progress: { done: state === 'ready' ? 0 : progress.done, total: changes },
  };
  try {
    const { matchedCount } = await ImportModel.updateOne(
      { _id: importId, state },
      { $set: begun, $inc: { moves: 1 } },
    );
    if (matchedCount === 0) return 'changed';
  } catch (error) {
    if (isDuplicate(error)) return 'busy';
    throw error;
  }
  if (!(await isOld())) return { record, holder };
  const { why } = record;
  await ImportModel.updateOne(
    { _id: importId, holder },
    { $set: { state, why, progress, holder: null, leaseUntil: null }, $inc: { moves: -1 } },
  );
  return 'old';
}

/** One after the other, in the order they came. */
function inOrder(): { add(work: () => Promise<void>): Promise<void>; idle(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  return {
    add: (work) => {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
    idle: () => last,
  };
}
