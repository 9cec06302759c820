import type { AbsenceKind, AbsenceState } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../../../platform/database/collection';

/** A mark an approval changed, and what it was: taking the approval back puts it back. */
interface CorrectedMark {
  registerId: string;
  seq: number;
  before: string | null;
  minutes?: number;
  note?: string;
}

/** Days a guardian says a pupil is away; what becomes of it is the office's. */
export interface AbsenceRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  pupil: string;
  /** days, inclusive */
  from: string;
  to: string;
  reasonKind: AbsenceKind;
  text: string;
  state: AbsenceState;
  code: string | null;
  answer: string | null;
  by: string;
  at: number;
  decidedBy: string | null;
  decidedAt: number | null;
  file: { type: string; bytes: number } | null;
  corrected: CorrectedMark[];
  /** approved, and its marks are still being corrected */
  finishing: boolean;
}

const owned = { _id: text, districtId: text, schoolId: text };

const absence = new Schema<AbsenceRecord>(
  {
    ...owned,
    pupil: text,
    from: text,
    to: text,
    reasonKind: text,
    text: { type: String, default: '' },
    state: text,
    code: optionalText,
    answer: optionalText,
    by: text,
    at: number,
    decidedBy: optionalText,
    decidedAt: { type: Number, default: null },
    file: { type: new Schema({ type: { type: String }, bytes: Number }, { _id: false }), default: null },
    corrected: {
      type: [
        new Schema(
          { registerId: text, seq: number, before: optionalText, minutes: Number, note: String },
          { _id: false },
        ),
      ],
      default: [],
    },
    finishing: { type: Boolean, default: false },
  },
  strictly,
);
absence.index({ schoolId: 1, state: 1, at: -1, _id: -1 });
absence.index({ schoolId: 1, at: -1, _id: -1 });
absence.index({ schoolId: 1, pupil: 1, to: 1 });
// two taps make one report
absence.index(
  { schoolId: 1, pupil: 1, from: 1, to: 1 },
  { name: 'waiting report', unique: true, partialFilterExpression: { state: 'pending' } },
);
absence.index({ finishing: 1, decidedAt: 1 }, { partialFilterExpression: { finishing: true } });
absence.index({ pupil: 1, at: -1, _id: -1 });
export const AbsenceModel = collection('absences', absence);

/** The letter or picture of a report, by the report's id; apart from it, so that lists stay light. */
export interface AbsenceFileRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  type: string;
  content: Buffer;
}

const file = new Schema<AbsenceFileRecord>(
  { ...owned, type: text, content: { type: Buffer, required: true } },
  strictly,
);
export const AbsenceFileModel = collection('absence_files', file);
