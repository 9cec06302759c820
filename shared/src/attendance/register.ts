import type { Entry, EntryChange, Mark, RegisterStatus } from './attendance.dto';

/** Who acts when nobody does: locks and rolls that follow an enrolment. */
export const systemId = '0'.repeat(24);

/** What an entry changes: the part of a register both sides hold. */
export interface RegisterState {
  epoch: number;
  seq: number;
  tw: number;
  status: RegisterStatus;
  statusSet?: { by: string; at: number; reason?: string };
  marks: readonly Mark[];
}

/** The register after one more entry. Both sides run this and nothing else, so equal logs make equal marks. */
export function applyEntry<S extends RegisterState>(state: S, entry: Omit<Entry, 'digest'>): S {
  const next = { ...state, seq: entry.seq, tw: entry.tw };
  if (entry.out === 'superseded') return next;
  if (entry.kind === 'close' || entry.kind === 'reopen') {
    next.status = entry.kind === 'close' ? 'closed' : 'open';
    next.statusSet = {
      by: entry.by,
      at: entry.tw,
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    };
    return next;
  }
  next.marks = applyChanges(state.marks, entry.changes, entry.seq);
  return next;
}

function applyChanges(marks: readonly Mark[], changes: readonly EntryChange[], ver: number): Mark[] {
  const applied = new Map(changes.filter((c) => c.out === 'applied').map((c) => [c.pupil, c]));
  const kept = marks
    .filter((mark) => applied.get(mark.pupil)?.roll !== 'leave')
    .map((mark) => {
      const change = applied.get(mark.pupil);
      return change === undefined || change.roll !== undefined ? mark : setMark(change, ver);
    });
  for (const change of applied.values()) {
    if (change.roll === 'join') kept.push({ pupil: change.pupil, code: null, ver });
  }
  return kept;
}

/** The mark a change leaves behind; what the change doesn't name is gone. */
export function setMark(change: Pick<EntryChange, 'pupil' | 'code' | 'minutes' | 'note'>, ver: number): Mark {
  return {
    pupil: change.pupil,
    code: change.code ?? null,
    ...(change.minutes === undefined ? {} : { minutes: change.minutes }),
    ...(change.note === undefined || change.note === '' ? {} : { note: change.note }),
    ver,
  };
}

/** What the id of a register is made of; its first 24 hex digits of SHA-256 are the id, on the server and on a device offline. */
export function registerKey(key: {
  schoolId: string;
  classId: string;
  date: string;
  period: string;
}): string {
  return `${key.schoolId}|${key.classId}|${key.date}|${key.period}`;
}
