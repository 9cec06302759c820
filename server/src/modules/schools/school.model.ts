import type { AttendanceRules, CodeSetId } from '@quad/shared/attendance';
import type { DayKind } from '@quad/shared/schools';
import { Schema } from 'mongoose';
import {
  collection,
  number,
  optionalNumber,
  optionalText,
  strictly,
  text,
} from '../../platform/database/collection';

export interface DistrictRecord {
  _id: string;
  code: string;
  name: string;
  timeZone: string;
  /** added to real time, ms */
  clockOffset: number;
  /** absent: true */
  adminsNeedSecondFactor?: boolean;
  /** of the schools that have no codes of their own */
  codeSet?: CodeSetId;
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
  codeSet: CodeSetId;
  /** its codes are its own; else they follow the district's */
  ownCodes?: boolean;
  rules?: AttendanceRules | null;
  periods: BellTime[];
  /** how long registers are kept; absent: as usual */
  retentionYears?: number;
  /** since when (district's clock, ms); an archived school takes no registers and no changes */
  archivedAt: number | null;
  /** columns of the source that Quad only keeps (`ext:…`), for its export */
  ext?: Record<string, string>;
}

export interface Term {
  _id: string;
  districtId: string;
  schoolId: string;
  name: string;
  from: string;
  to: string;
  /** taken out of the list (district's clock, ms) */
  removedAt: number | null;
  /** the roster's own key; one session of a district is a term of each of its schools */
  sourcedId?: string;
}

/** A day that differs from what the term and the weekday say; null once it no longer does. */
export interface CalendarDay {
  _id: string;
  districtId: string;
  schoolId: string;
  date: string;
  kind: DayKind | null;
}

const owned = { _id: text, districtId: text, schoolId: text };

const district = new Schema<DistrictRecord>(
  {
    _id: text,
    code: text,
    name: text,
    timeZone: text,
    clockOffset: number,
    codeSet: String,
    adminsNeedSecondFactor: Boolean,
  },
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
    ownCodes: Boolean,
    rules: { type: Object, default: undefined },
    periods: [bellTime],
    retentionYears: Number,
    archivedAt: optionalNumber,
    ext: { type: Object, default: undefined },
  },
  strictly,
);
school.index({ districtId: 1, code: 1 }, { unique: true });
school.index({ districtId: 1, schoolId: 1 });
export const SchoolModel = collection('schools', school);

const term = new Schema<Term>(
  { ...owned, name: text, from: text, to: text, removedAt: optionalNumber, sourcedId: String },
  strictly,
);
term.index({ schoolId: 1, from: 1 }, { unique: true });
export const TermModel = collection('terms', term);

const calendarDay = new Schema<CalendarDay>({ ...owned, date: text, kind: optionalText }, strictly);
calendarDay.index({ schoolId: 1, date: 1 }, { unique: true });
export const CalendarDayModel = collection('calendar_days', calendarDay);
