import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../database/collection';

/** One effect of one event: to be run until it has been, or given up. All times are real ones. */
export interface DeliveryRecord {
  /** derived from the event and the effect, so there is one however many processes make it */
  _id: string;
  districtId: string;
  schoolId: string | null;
  event: string;
  effect: string;
  payload: Record<string, unknown>;
  state: 'due' | 'running' | 'done' | 'dead';
  /** how often it was begun */
  tries: number;
  /** when it may be begun (again); while it runs, when whoever runs it counts as gone */
  nextAt: Date;
  at: Date;
  doneAt: Date | null;
  /** why the last try failed, without anything personal */
  error: string | null;
  /** a month after it was done; what was given up stays */
  expiresAt: Date | null;
}

const optionalDate = { type: Date, default: null } as const;
const delivery = new Schema<DeliveryRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: optionalText,
    event: text,
    effect: text,
    payload: { type: Object, required: true },
    state: text,
    tries: number,
    nextAt: { type: Date, required: true },
    at: { type: Date, required: true },
    doneAt: optionalDate,
    error: optionalText,
    expiresAt: optionalDate,
  },
  strictly,
);
delivery.index({ state: 1, nextAt: 1 });
delivery.index({ districtId: 1, state: 1, at: -1, _id: -1 });
delivery.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const DeliveryModel = collection('deliveries', delivery);
