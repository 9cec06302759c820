import type { AlertStatus } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, optionalText, strictly, text } from '../../../platform/database/collection';

/** A pupil's unexplained absence of one day in one school. Its id is made of the three, so there is one however often somebody looks. */
export interface AlertRecord extends AlertStatus {
  _id: string;
  districtId: string;
  schoolId: string;
  pupil: string;
  date: string;
  /** the lessons nobody has a reason for, in order */
  lessons: { registerId: string; classId: string; starts: string }[];
  answeredBy: string | null;
  /** the report its answer made */
  absence: string | null;
}

const optionalNumber = { type: Number, default: null } as const;
const alert = new Schema<AlertRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    pupil: text,
    date: text,
    state: text,
    dueAt: optionalNumber,
    sentAt: optionalNumber,
    retractedAt: optionalNumber,
    answeredAt: optionalNumber,
    answeredBy: optionalText,
    absence: optionalText,
    lessons: { type: [Object], default: [] },
  },
  strictly,
);
alert.index({ schoolId: 1, date: 1 });
alert.index({ pupil: 1, date: -1 });
alert.index({ districtId: 1, state: 1, dueAt: 1 });
export const AlertModel = collection('alerts', alert);
