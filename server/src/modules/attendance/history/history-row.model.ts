import type { Columns } from '../../../platform/files/read-csv';
import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../../../platform/database/collection';

export const historyColumns = {
  date: [],
  class_code: ['class'],
  period: [],
  student_id: ['student', 'pupil_id', 'pupil'],
  code: ['mark', 'status'],
  minutes: ['minutes_late'],
  note: ['comment'],
  start: ['starts', 'start_time'],
  end: ['ends', 'end_time'],
} satisfies Columns;
export type HistoryColumn = keyof typeof historyColumns;
export const neededColumns = ['date', 'class_code', 'student_id', 'code'] as const;

/**
 * A mark of a file that is being read. Rows come in any order and a register's must stand together, so they wait here; they
 * are gone when the file is read.
 */
export interface HistoryRow {
  _id: string;
  importId: string;
  classId: string;
  date: string;
  period: string;
  line: number;
  periodName: string;
  starts: string;
  ends: string | null;
  room: string | null;
  pupil: string;
  code: string;
  minutes?: number;
  note?: string;
  expiresAt: Date;
}

const row = new Schema<HistoryRow>(
  {
    ...{ _id: text, importId: text, classId: text, date: text, period: text, line: number },
    periodName: { type: String, default: '' },
    ...{ starts: text, ends: optionalText, room: optionalText, pupil: text, code: text },
    ...{ minutes: Number, note: String, expiresAt: { type: Date, required: true } },
  },
  strictly,
);
row.index({ importId: 1, classId: 1, date: 1, period: 1, line: 1 });
row.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const HistoryRowModel = collection('history_rows', row);
