import { importApplied } from '@quad/shared/schools';
import { derivedId } from '../database/derived-id';
import { inTransaction } from '../database/transaction';
import { isDatabaseAway } from '../database/failures';
import { say } from '../outbox/say';
import { ImportModel, ImportRefusalModel, type Cursor, type ImportRecord } from './import.model';
import type { ImportKind, ImportPlace } from './import-kind';
import { LeaseLost, type Lease } from './lease';
import { changesAfter, refusalLine } from './plan';

/** Tries in a row that write nothing; more of them would write nothing either. */
export const mostFailures = 5;

/**
 * Makes the changes of an import, from where it stands to the end. What was written and not yet noted when a process died is
 * written again, which is what every kind can bear. @throws LeaseLost
 */
export async function applyPlan(kind: ImportKind, place: ImportPlace, lease: Lease): Promise<void> {
  const { log } = place.platform;
  for (;;) {
    try {
      const record = await mine(place, lease);
      let told = record.refusals + record.warnings;
      for (const [step, thing] of kind.things.entries()) {
        if (step < record.cursor.step) continue;
        const from = { step, n: step === record.cursor.step ? record.cursor.n : -1 };
        told = await applyThing(kind, thing, record, from, place, lease, told);
      }
      await kind.finish?.(place);
      await finish(record, place, lease);
      return;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      log.warn({ err: error, importId: place.importId }, 'import not applied; trying again');
      const failures = isDatabaseAway(error) ? 1 : await failed(place, lease);
      if (failures >= mostFailures) {
        await stall(place.importId, lease.holder);
        return;
      }
      await lease.pause(250 * 2 ** failures);
    }
  }
}

async function mine({ importId }: ImportPlace, lease: Lease): Promise<ImportRecord> {
  lease.check();
  const record = await ImportModel.findOne(held(importId, lease.holder)).lean<ImportRecord>();
  if (record === null) throw new LeaseLost();
  return record;
}

async function applyThing(
  kind: ImportKind,
  thing: ImportKind['things'][number],
  record: ImportRecord,
  from: Cursor,
  place: ImportPlace,
  lease: Lease,
  before: number,
): Promise<number> {
  let told = before;
  for (let { n } = from; ;) {
    lease.check();
    const batch = await changesAfter(record, thing, n);
    const last = batch.at(-1);
    if (last === undefined) return told;
    const refused = await kind.apply(thing, batch, place);
    n = last.n;
    told = await note({ step: from.step, n }, batch.length, refused, record, lease, told);
  }
}

/**
 * That a batch is written, and what of it could not be. No transaction: one that a killed process leaves open holds the import
 * for a minute. The lines come first, under ids of their own, so that a batch written twice is told once.
 * @param told lines so far. @returns lines by now
 */
async function note(
  cursor: Cursor,
  written: number,
  refused: Awaited<ReturnType<ImportKind['apply']>>,
  record: ImportRecord,
  { holder }: Lease,
  told: number,
): Promise<number> {
  const { _id: importId } = record;
  const refusals = refused.filter(({ severity }) => severity === 'refused').length;
  const warnings = refused.length - refusals;
  const lines = refused.map((refusal, i) => {
    const { _id, ...line } = refusalLine(record, told + i, refusal);
    const filter = { _id: derivedId(importId, String(line.n)) };
    return { updateOne: { filter, update: { $set: line }, upsert: true } };
  });
  if (lines.length > 0) await ImportRefusalModel.bulkWrite(lines);
  const { matchedCount } = await ImportModel.updateOne(held(importId, holder), {
    $set: { cursor, failures: 0 },
    $inc: { 'progress.done': written - refusals, refusals, warnings },
  });
  if (matchedCount === 0) throw new LeaseLost();
  return told + refused.length;
}

async function finish(record: ImportRecord, place: ImportPlace, { holder }: Lease): Promise<void> {
  const { _id: importId, by } = record;
  await inTransaction(async (session) => {
    const { matchedCount } = await ImportModel.updateOne(
      held(importId, holder),
      {
        $set: { state: 'done', appliedAt: place.now(), why: null, holder: null, leaseUntil: null },
        $inc: { moves: 1 },
      },
      { session },
    );
    if (matchedCount === 0) throw new LeaseLost();
    await say(importApplied, importId, record, { importId, by }, session);
  });
}

/** @returns how many tries in a row have failed by now */
async function failed({ importId }: ImportPlace, { holder }: Lease): Promise<number> {
  const after = await ImportModel.findOneAndUpdate(
    held(importId, holder),
    { $inc: { failures: 1 } },
    { returnDocument: 'after' },
  ).lean<ImportRecord>();
  if (after === null) throw new LeaseLost();
  return after.failures;
}

/** Waits for a person: to apply it again, or to hand in a better file. */
export async function stall(importId: string, holder: string): Promise<void> {
  const why = { code: 'stalled', file: null, about: {} };
  await ImportModel.updateOne(held(importId, holder), {
    $set: { state: 'stalled', why, holder: null, leaseUntil: null },
    $inc: { moves: 1 },
  });
}

function held(importId: string, holder: string) {
  return { _id: importId, holder, state: 'applying' } as const;
}
