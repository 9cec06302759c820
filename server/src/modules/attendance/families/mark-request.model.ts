import type { MarkRequest } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../../../platform/database/collection';

/** “This mark is wrong” of a family (`query`), or a teacher's wish for a register they may not change (`correction`). */
export interface MarkRequestRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  classId: string;
  kind: MarkRequest['kind'];
  state: MarkRequest['state'];
  registerId: string;
  pupil: string;
  date: string;
  starts: string;
  codeSet: string;
  /** the mark when it was asked */
  ver: number;
  code: string | null;
  proposed: MarkRequest['proposed'];
  text: string;
  by: string;
  at: number;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: number | null;
  /** real time (ms) until which somebody is answering it */
  claimedUntil: number;
}

const request = new Schema<MarkRequestRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    classId: text,
    kind: text,
    state: text,
    registerId: text,
    pupil: text,
    date: text,
    starts: text,
    codeSet: text,
    ver: number,
    code: optionalText,
    proposed: { type: new Schema({ code: text, minutes: Number }, { _id: false }), default: null },
    text,
    by: text,
    at: number,
    answer: optionalText,
    answeredBy: optionalText,
    answeredAt: { type: Number, default: null },
    claimedUntil: { type: Number, default: 0 },
  },
  strictly,
);
request.index({ schoolId: 1, state: 1, at: -1, _id: -1 });
request.index({ classId: 1, state: 1, at: -1, _id: -1 });
request.index({ pupil: 1, at: -1, _id: -1 });
// one open request of a kind about a mark
request.index(
  { registerId: 1, pupil: 1, kind: 1 },
  { unique: true, partialFilterExpression: { state: 'open' } },
);
export const MarkRequestModel = collection('mark_requests', request);
