import type { Counts, PupilDay, Warning } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** One school's day, computed whole from its registers. `_id` is `school|date`. */
export interface DaySummary {
  _id: string;
  districtId: string;
  schoolId: string;
  date: string;
  /** the district's clock when it was computed, ms */
  asOf: number;
  counts: Counts;
  /** lessons of the timetable, at least as many as somebody took; 0 on a day without lessons */
  expected: number;
  submitted: number;
  registers: { registerId: string; classId: string; period: string; submitted: boolean; counts: Counts }[];
}

/** One pupil's school year in one school. `_id` is `pupil|school|year`; a day is a field, so writing one reads none. */
export interface PupilYear {
  _id: string;
  districtId: string;
  schoolId: string;
  pupil: string;
  /** the calendar year it begins in */
  year: number;
  days: Record<string, PupilDay>;
  /** thousandths of a day; the sums of `days` */
  possible: number;
  attended: number;
  /** absent ÷ possible in thousandths */
  share: number;
  warnings: Warning[];
  /** one more with every write: who writes must have read what stands */
  rev: number;
}

const owned = { _id: text, districtId: text, schoolId: text };

const daySummary = new Schema<DaySummary>(
  {
    ...owned,
    date: text,
    asOf: number,
    counts: { type: Object, required: true },
    expected: number,
    submitted: number,
    registers: { type: [Object], required: true },
  },
  strictly,
);
daySummary.index({ districtId: 1, date: 1, schoolId: 1 });
daySummary.index({ schoolId: 1, date: 1 });
export const DaySummaryModel = collection('day_summaries', daySummary);

const pupilYear = new Schema<PupilYear>(
  {
    ...owned,
    pupil: text,
    year: number,
    days: { type: Object, required: true },
    possible: number,
    attended: number,
    share: number,
    warnings: { type: [Object], required: true },
    rev: { type: Number, default: 0 },
  },
  strictly,
);
pupilYear.index({ schoolId: 1, year: 1, share: -1 });
pupilYear.index({ pupil: 1, year: 1 });
export const PupilYearModel = collection('pupil_years', pupilYear);

/** A school's day whose registers changed since it was last computed. */
export interface DirtyDay {
  _id: string;
  schoolId: string;
  date: string;
  /** another one by the time it was computed: changed again meanwhile */
  token: string;
  /** its place in the queue: marked again it keeps it */
  at: Date;
}

const dirtyDay = new Schema<DirtyDay>(
  { _id: text, schoolId: text, date: text, token: text, at: { type: Date, required: true } },
  strictly,
);
dirtyDay.index({ at: 1 });
export const DirtyDayModel = collection('dirty_days', dirtyDay);
