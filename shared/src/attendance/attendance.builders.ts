import type { Action, MarkChange, Snapshot } from './attendance.dto';
import { digestOf } from './digest';
import type { LoggedRegister } from './resolve';

/** Test data. Ids are readable and valid: `anId(7)` ends in 7. */
export function anId(n: number): string {
  return n.toString(16).padStart(24, '0');
}

export function aUuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function aRegister(fields: Partial<LoggedRegister> & { pupils?: number } = {}): LoggedRegister {
  const { pupils = 3, ...rest } = fields;
  const marks = Array.from({ length: pupils }, (_, i) => ({ pupil: anId(i + 1), code: null, ver: 0 }));
  return {
    epoch: 1_000,
    seq: 0,
    tw: 1_000,
    status: 'open',
    marks,
    codeSet: 'international',
    log: [],
    bytes: 0,
    ...rest,
  };
}

let made = 0;

export function aMark(
  changes: MarkChange[],
  fields: Partial<Extract<Action, { kind: 'mark' }>> = {},
): Extract<Action, { kind: 'mark' }> {
  made += 1;
  return {
    kind: 'mark',
    mid: aUuid(made),
    n: made,
    seen: { epoch: 1_000, seq: 0 },
    at: 2_000,
    changes,
    ...fields,
  };
}

export function aSnapshot(register: LoggedRegister, id = anId(99)): Snapshot {
  const { epoch, seq, tw, status, statusSet, marks, codeSet } = register;
  return {
    ...{ id, epoch, seq, tw, status, statusSet, codeSet },
    marks: [...marks],
    digest: digestOf(marks),
    schoolId: anId(50),
    classId: anId(51),
    date: '2026-03-04',
    period: '1',
    className: '7B Mathematics',
    starts: '08:55',
    ends: '09:45',
    room: 'Room 12',
    timeZone: 'Europe/London',
  };
}
