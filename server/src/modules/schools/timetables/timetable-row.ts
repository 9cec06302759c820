import { clockTime } from '@quad/shared/platform';
import type { Columns } from '../../../platform/files/read-csv';
import { dayIn } from '../rosters/values';

export const timetableColumns = {
  class_code: ['class'],
  weekday: ['day'],
  period: [],
  start: ['starts', 'start_time'],
  end: ['ends', 'end_time'],
  room: [],
  teacher_username: ['teacher', 'username'],
  valid_from: ['from'],
  valid_to: ['to'],
} satisfies Columns;
export type TimetableColumn = keyof typeof timetableColumns;
export const neededColumns = ['class_code', 'weekday', 'period', 'start', 'end'] as const;

/** A row that can be read; whether what it names is there is another question. */
export interface TimetableRow {
  line: number;
  classCode: string;
  /** 1 Monday … 7 Sunday */
  weekday: number;
  /** as the file calls it */
  period: string;
  starts: string;
  ends: string;
  room: string | null;
  login: string | null;
  from: string | null;
  to: string | null;
}

export interface RowFault {
  line: number;
  column: TimetableColumn;
  value: string;
  code: string;
  about: Record<string, string>;
}

export function timetableRow(
  line: number,
  fields: Partial<Record<TimetableColumn, string>>,
): TimetableRow | RowFault {
  const text = (column: TimetableColumn): string => fields[column] ?? '';
  const fault = (column: TimetableColumn, code: string): RowFault => ({
    ...{ line, column, value: text(column), code },
    about: { value: text(column), column },
  });
  for (const column of neededColumns) if (text(column) === '') return fault(column, 'valueMissing');
  const weekday = weekdayNamed(text('weekday'));
  if (weekday === null) return fault('weekday', 'weekdayUnknown');
  const [starts, ends] = [clockTimeIn(text('start')), clockTimeIn(text('end'))];
  if (starts === null) return fault('start', 'noTime');
  if (ends === null) return fault('end', 'noTime');
  if (ends <= starts) return fault('end', 'endsBeforeStart');
  if (text('room').length > 40) return fault('room', 'tooLong');
  for (const column of ['valid_from', 'valid_to'] as const)
    if (text(column) !== '' && dayIn(text(column)) === null) return fault(column, 'noDate');
  const [from, to] = [dayIn(text('valid_from')), dayIn(text('valid_to'))];
  if (from !== null && to !== null && to < from) return fault('valid_to', 'endsBeforeStart');
  return {
    ...{ line, classCode: text('class_code'), weekday, period: text('period'), starts, ends },
    ...{ room: text('room') || null, login: text('teacher_username').toLowerCase() || null, from, to },
  };
}

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** 1–7, or an English name or the beginning of one. */
function weekdayNamed(given: string): number | null {
  if (/^[1-7]$/.test(given)) return Number(given);
  const letters = given.toLowerCase();
  const index =
    letters.length < 2 ? -1 : weekdayNames.findIndex((name) => name.toLowerCase().startsWith(letters));
  return index === -1 ? null : index + 1;
}

/** `9:05` and `09:05:00` are `09:05`. */
function clockTimeIn(given: string): string | null {
  const time = given.replace(/:00$/, (seconds) => (given.length > 5 ? '' : seconds)).padStart(5, '0');
  return clockTime.safeParse(time).success ? time : null;
}
