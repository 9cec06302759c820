import { Schema } from 'mongoose';
import { byName, collection, number, optionalText, strictly, text } from '../../platform/database/collection';

export interface SchoolClass {
  _id: string;
  districtId: string;
  schoolId: string;
  code: string;
  name: string;
  subject: string;
  room: string | null;
  /** the last day of a class that has ended; it has no lessons after it */
  to: string | null;
  /** the roster's own key; unique in the district */
  sourcedId?: string;
  rostered?: boolean;
  /** columns of the source that Quad only keeps (`ext:…`), for its export */
  ext?: Record<string, string>;
}

/** Days are inclusive; `to: null` has no end. Ended, never deleted: a past register still needs to know. */
interface Spell {
  _id: string;
  districtId: string;
  schoolId: string;
  classId: string;
  from: string;
  to: string | null;
  /** came with a roster: a bulk file that no longer names it ends it; what was made by hand it leaves alone */
  rostered?: boolean;
}

export interface Teaching extends Spell {
  personId: string;
}

export interface Enrolment extends Spell {
  pupilId: string;
}

/** A class meets at this weekday (1 Monday … 7 Sunday) and period, every week of the spell. */
export interface Lesson extends Spell {
  weekday: number;
  period: string;
  room: string | null;
}

/** A class handed to another teacher between two moments of the district's clock (ms). Ended early by moving `to`. */
export interface Cover {
  _id: string;
  districtId: string;
  schoolId: string;
  classId: string;
  personId: string;
  from: number;
  to: number;
  /** the days of those moments in the school's zone */
  date: string;
  lastDate: string;
  note: string | null;
  by: string;
}

const spell = {
  ...{ _id: text, districtId: text, schoolId: text, classId: text, from: text, to: optionalText },
  rostered: Boolean,
};

const schoolClass = new Schema<SchoolClass>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    code: text,
    name: text,
    subject: text,
    room: optionalText,
    to: optionalText,
    sourcedId: String,
    rostered: Boolean,
    ext: { type: Object, default: undefined },
  },
  strictly,
);
// a class that has ended gives its code to next year's
schoolClass.index(
  { schoolId: 1, code: 1 },
  { name: 'code of a class', unique: true, partialFilterExpression: { to: null } },
);
schoolClass.index({ schoolId: 1, to: 1, code: 1 });
schoolClass.index(
  { districtId: 1, sourcedId: 1 },
  { unique: true, partialFilterExpression: { sourcedId: { $type: 'string' } } },
);
schoolClass.index({ districtId: 1, name: 1 }, { collation: byName });
export const ClassModel = collection('classes', schoolClass);

const teaching = new Schema<Teaching>({ ...spell, personId: text }, strictly);
teaching.index({ personId: 1 });
teaching.index({ classId: 1, personId: 1, from: 1 }, { unique: true });
export const TeachingModel = collection('teachings', teaching);

const enrolment = new Schema<Enrolment>({ ...spell, pupilId: text }, strictly);
enrolment.index({ classId: 1, pupilId: 1, from: 1 }, { unique: true });
enrolment.index({ schoolId: 1, pupilId: 1 });
export const EnrolmentModel = collection('enrolments', enrolment);

const lesson = new Schema<Lesson>({ ...spell, weekday: number, period: text, room: optionalText }, strictly);
lesson.index({ schoolId: 1, classId: 1, weekday: 1, period: 1, from: 1 }, { unique: true });
export const LessonModel = collection('lessons', lesson);

const cover = new Schema<Cover>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    classId: text,
    personId: text,
    from: number,
    to: number,
    date: text,
    lastDate: text,
    note: optionalText,
    by: text,
  },
  strictly,
);
cover.index({ personId: 1, to: 1 });
cover.index({ schoolId: 1, to: 1 });
cover.index({ classId: 1, to: 1 });
cover.index({ to: 1 });
export const CoverModel = collection('covers', cover);
