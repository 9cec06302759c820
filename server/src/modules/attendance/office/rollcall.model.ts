import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** An evacuation: what wardens said of each person. */
export interface RollcallRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  startedAt: number;
  startedBy: string;
  endedAt: number | null;
  checks: Record<string, { safe: boolean; at: number; by: string }>;
}

const rollcall = new Schema<RollcallRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    startedAt: number,
    startedBy: text,
    endedAt: { type: Number, default: null },
    checks: { type: Object, required: true },
  },
  strictly,
);
// one at a time in a school
rollcall.index(
  { schoolId: 1 },
  { unique: true, partialFilterExpression: { endedAt: null }, name: 'one_open' },
);
rollcall.index({ schoolId: 1, startedAt: -1 });
export const RollcallModel = collection('rollcalls', rollcall);
