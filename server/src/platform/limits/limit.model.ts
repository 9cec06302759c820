import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../database/collection';

/** How often something was tried, where no Redis is; rate-limiter-flexible writes it. */
interface Limit {
  _id: unknown;
  key: string;
  points: number;
  expire: Date | null;
}

const limit = new Schema<Limit>(
  { _id: Schema.Types.Mixed, key: text, points: number, expire: { type: Date, default: null } },
  strictly,
);
limit.index({ key: 1 }, { unique: true });
limit.index({ expire: 1 }, { expireAfterSeconds: 0 });
export const LimitModel = collection('limits', limit);
