import { rm } from 'node:fs/promises';
import type { ImportNotice } from '@quad/shared/imports';
import { isDatabaseAway } from '../database/failures';
import { ImportModel, type ImportRecord } from './import.model';
import { Unusable, type ImportKind, type ImportPlace, type SpooledFile } from './import-kind';
import { LeaseLost, type Lease } from './lease';
import { movesOf } from './moves';
import { Plan } from './plan';

/** Reads a file and keeps what it would change; the file is gone afterwards, whatever came of it. */
export async function readFile(
  kind: ImportKind,
  record: ImportRecord,
  file: SpooledFile,
  place: ImportPlace,
  lease: Lease,
): Promise<void> {
  const plan = new Plan(record, lease);
  const mine = { _id: record._id, holder: lease.holder, state: 'reading' } as const;
  const released = { holder: null, leaseUntil: null };
  try {
    lease.check();
    await ImportModel.updateOne(mine, { $set: { readAfter: await movesOf(record.districtId, record._id) } });
    const why = await refusalOf(() => kind.read(plan.reading(place, file, record.fileName)), place);
    const sum = await plan.sum();
    const state = why === null ? 'ready' : 'refused';
    await ImportModel.updateOne(mine, { $set: { ...sum, state, why, ...released } });
  } catch (error) {
    if (!(error instanceof LeaseLost)) place.platform.log.error({ err: error }, 'import not read');
    const why: ImportNotice = { code: 'interrupted', file: null, about: {} };
    await ImportModel.updateOne(mine, { $set: { state: 'interrupted', why, ...released } });
  } finally {
    await rm(file.path, { force: true });
  }
}

/** Why nothing of it can be used, or null. What a kind did not expect is for the log; a person is told that it can't be read. */
async function refusalOf(
  read: () => Promise<void>,
  { platform, importId }: ImportPlace,
): Promise<ImportNotice | null> {
  try {
    await read();
    return null;
  } catch (error) {
    if (error instanceof Unusable) return error.why;
    if (error instanceof LeaseLost || isDatabaseAway(error)) throw error;
    platform.log.error({ err: error, importId }, 'import unreadable');
    return { code: 'unreadable', file: null, about: {} };
  }
}
