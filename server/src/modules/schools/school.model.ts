import type { CodeSetName } from '@quad/shared/attendance';
import type { DayKind } from '@quad/shared/schools';
import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../../platform/database/collection';

export interface DistrictRecord {
  _id: string;
  code: string;
  name: string;
  timeZone: string;
  /** added to real time, ms */
  clockOffset: number;
}

interface BellTime {
  period: string;
  name: string;
  starts: string;
  ends: string;
}

export interface School {
  _id: string;
  districtId: string;
  /** its own id, so that one scope rule serves every collection */
  schoolId: string;
  code: string;
  name: string;
  group: string | null;
  timeZone: string;
  codeSet: CodeSetName;
  periods: BellTime[];
}

export interface Term {
  _id: string;
  districtId: string;
  schoolId: string;
  name: string;
  from: string;
  to: string;
}

/** A day that differs from what the term and the weekday say. */
export interface CalendarDay {
  _id: string;
  districtId: string;
  schoolId: string;
  date: string;
  kind: DayKind;
}

const owned = { _id: text, districtId: text, schoolId: text };

const district = new Schema<DistrictRecord>(
  { _id: text, code: text, name: text, timeZone: text, clockOffset: number },
  strictly,
);
district.index({ code: 1 }, { unique: true });
export const DistrictModel = collection('districts', district);

const bellTime = new Schema<BellTime>({ period: text, name: text, starts: text, ends: text }, { _id: false });
const school = new Schema<School>(
  {
    ...owned,
    code: text,
    name: text,
    group: optionalText,
    timeZone: text,
    codeSet: text,
    periods: [bellTime],
  },
  strictly,
);
school.index({ districtId: 1, code: 1 }, { unique: true });
school.index({ districtId: 1, schoolId: 1 });
export const SchoolModel = collection('schools', school);

const term = new Schema<Term>({ ...owned, name: text, from: text, to: text }, strictly);
term.index({ schoolId: 1, from: 1 }, { unique: true });
export const TermModel = collection('terms', term);

const calendarDay = new Schema<CalendarDay>({ ...owned, date: text, kind: text }, strictly);
calendarDay.index({ schoolId: 1, date: 1 }, { unique: true });
export const CalendarDayModel = collection('calendar_days', calendarDay);
