import type { AuditOutcome } from '@quad/shared/audit';
import type { ErrorCode } from '@quad/shared/platform';
import { newId } from '../database/connect';
import type { Log } from '../observability/log';
import { AuditModel, type AuditRecord } from './audit.model';

export type NewRecord = Pick<AuditRecord, 'districtId' | 'act' | 'source'> & Partial<AuditRecord>;
type Settled = Partial<
  Pick<AuditRecord, 'districtId' | 'schoolId' | 'by' | 'role' | 'things' | 'disclosed' | 'facts'>
>;

/** Writes down that an act begins; it is done only once this stands. @returns the record's id */
export async function beginRecord(record: NewRecord): Promise<string> {
  const _id = newId();
  await AuditModel.create(whole(record, { _id, outcome: 'begun' }));
  return _id;
}

/** Writes down how an act ended, once; a record that never hears of it stays `begun`. */
export async function settleRecord(
  _id: string,
  { outcome, code = null }: { outcome: AuditOutcome; code?: ErrorCode | null },
  known: Settled = {},
): Promise<void> {
  await AuditModel.updateOne(
    { _id, outcome: 'begun' },
    { $set: { ...known, outcome, code, settledAt: new Date() } },
  );
}

/** Writes down what is done already. */
export async function recordDone(record: NewRecord): Promise<void> {
  const now = new Date();
  await AuditModel.create(whole(record, { _id: newId(), outcome: 'done', settledAt: now }));
}

interface AccountEvent {
  districtId: string;
  personId: string;
  act: 'signedIn' | 'signInBlocked' | 'refreshReused';
  sessionId?: string;
}

/** What happened to somebody's account that no route tells by itself. It never throws: nobody is kept out for the sake of a record. */
export async function recordSecurity(
  { districtId, personId, act, sessionId = '' }: AccountEvent,
  log?: Log,
): Promise<void> {
  const record: NewRecord = {
    ...{ districtId, act, source: 'account' as const, by: personId, things: [personId] },
    sessionId: sessionId === '' ? null : sessionId,
  };
  await recordDone(record).catch((error: unknown) =>
    log?.warn({ err: error, act }, 'an event of an account was not recorded'),
  );
}

function whole(record: NewRecord, more: Partial<AuditRecord>): Partial<AuditRecord> {
  const none = { things: [], params: {}, facts: {}, fields: [] };
  return { ...none, at: new Date(), ...record, ...more };
}
