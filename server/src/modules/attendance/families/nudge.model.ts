import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** The office's last reminder about a register, by the register's id. Whether it still matters is the register's to say. */
export interface NudgeRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  classId: string;
  date: string;
  starts: string;
  by: string;
  at: number;
}

const nudge = new Schema<NudgeRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    classId: text,
    date: text,
    starts: text,
    by: text,
    at: number,
  },
  strictly,
);
nudge.index({ classId: 1, date: 1 });
export const NudgeModel = collection('nudges', nudge);
