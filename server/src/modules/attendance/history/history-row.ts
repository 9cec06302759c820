import { clockTime, isoDate } from '@quad/shared/platform';
import type { HistoryColumn } from './history-row.model';

const maxMinutes = 600;
const maxNote = 280;

/** A row that can be read; whether what it names is there is another question. */
export interface GivenMark {
  line: number;
  date: string;
  classCode: string;
  pupilCode: string;
  code: string;
  period: string;
  minutes: number | null;
  note: string;
  starts: string | null;
  ends: string | null;
}

export interface Fault {
  line: number;
  column: HistoryColumn | null;
  value: string | null;
  code: string;
  about: Record<string, string>;
}

/** @param today in the school's zone: history is over */
export function historyRow(
  line: number,
  fields: Partial<Record<HistoryColumn, string>>,
  today: string,
): GivenMark | Fault {
  const text = (column: HistoryColumn): string => fields[column] ?? '';
  const fault = (column: HistoryColumn, code: string): Fault => faultIn(line, column, text(column), code);
  for (const column of ['date', 'class_code', 'student_id', 'code'] as const)
    if (text(column) === '') return fault(column, 'valueMissing');
  const date = text('date');
  if (!isoDate.safeParse(date).success || date < '2000-01-01') return fault('date', 'noDate');
  if (date >= today) return fault('date', 'notPast');
  for (const column of ['start', 'end'] as const)
    if (text(column) !== '' && !clockTime.safeParse(text(column)).success) return fault(column, 'noTime');
  const [starts, ends] = [text('start') || null, text('end') || null];
  if (starts !== null && ends !== null && ends <= starts) return fault('end', 'endsBeforeStart');
  const given = text('minutes');
  if (given !== '' && !(/^\d{1,3}$/.test(given) && Number(given) <= maxMinutes))
    return fault('minutes', 'noMinutes');
  if (text('note').length > maxNote) return fault('note', 'tooLong');
  return {
    ...{ line, date, classCode: text('class_code'), pupilCode: text('student_id'), code: text('code') },
    ...{
      period: text('period'),
      minutes: given === '' ? null : Number(given),
      note: text('note'),
      starts,
      ends,
    },
  };
}

export function faultIn(
  line: number,
  column: HistoryColumn | null,
  value: string | null,
  code: string,
  about: Record<string, string> = {},
): Fault {
  return {
    line,
    column,
    value,
    code,
    about: { ...(value !== null && { value }), ...(column && { column }), ...about },
  };
}
