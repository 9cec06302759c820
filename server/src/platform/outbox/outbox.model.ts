import { Schema } from 'mongoose';
import { collection, optionalText, strictly, text } from '../database/collection';

/** Something that happened, written with the data it is about. Removed after a month. */
export interface OutboxRecord {
  /** the event's name and what makes it one of its kind */
  _id: string;
  districtId: string;
  schoolId: string | null;
  event: string;
  payload: Record<string, unknown>;
  at: Date;
  /** every effect has its delivery */
  dispatched: boolean;
  expiresAt: Date;
}

const outbox = new Schema<OutboxRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: optionalText,
    event: text,
    payload: { type: Object, required: true },
    at: { type: Date, required: true },
    dispatched: { type: Boolean, required: true },
    expiresAt: { type: Date, required: true },
  },
  strictly,
);
outbox.index({ dispatched: 1, at: 1 });
outbox.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const OutboxModel = collection('outbox', outbox);
