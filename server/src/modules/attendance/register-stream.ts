import type { RegisterCounts } from '@quad/shared/attendance';
import type { ChangeStreamDocument, ChangeStreamUpdateDocument } from 'mongodb';
import type { LoggedEntry, RegisterRecord } from './register.model';

/** What one change of the registers collection means to a screen. */
export interface RegisterChange {
  registerId: string;
  entries: LoggedEntry[];
  /** where the register stands now; absent when the change told nothing of it */
  counts?: RegisterCounts;
}

/** Reads a change event in both shapes a push takes: `log: [...]` the first time, `log.N` afterwards. Null for what no screen shows. */
export function readChange(change: ChangeStreamDocument): RegisterChange | null {
  if (change.operationType === 'insert' || change.operationType === 'replace') {
    const record = change.fullDocument as unknown as RegisterRecord;
    const { _id, classId, date, epoch, seq, status, counts } = record;
    return {
      registerId: _id,
      entries: change.operationType === 'insert' ? record.log : [],
      counts: { registerId: _id, classId, date, epoch, seq, status, counts },
    };
  }
  return change.operationType === 'update' ? readUpdate(change) : null;
}

function readUpdate(change: ChangeStreamUpdateDocument): RegisterChange | null {
  const registerId = String(change.documentKey._id);
  const updated = (change.updateDescription.updatedFields ?? {}) as Record<string, unknown>;
  const entries = pushedEntries(updated);
  const last = entries.at(-1);
  if (last?.after === undefined) return { registerId, entries };
  const { classId, date, epoch, seq, after } = last;
  return { registerId, entries, counts: { registerId, classId, date, epoch, seq, ...after } };
}

function pushedEntries(updated: Record<string, unknown>): LoggedEntry[] {
  if (Array.isArray(updated.log)) return updated.log as LoggedEntry[];
  return Object.keys(updated)
    .filter((field) => /^log\.\d+$/.test(field))
    .map((field) => updated[field] as LoggedEntry)
    .sort((a, b) => a.seq - b.seq);
}
