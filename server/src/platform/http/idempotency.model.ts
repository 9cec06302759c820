import { Schema } from 'mongoose';
import { collection, optionalText, strictly, text } from '../database/collection';

/** One request under a key of its sender: that it runs, or how it was answered. Removed after a day. */
export interface IdempotencyRecord {
  /** SHA-256 of whose key it is and the key */
  _id: string;
  /** of everything that makes it this request */
  fingerprint: string;
  state: 'running' | 'done';
  /** of the attempt that runs it */
  token: string;
  /** real time; nobody works on a running one after it */
  leaseUntil: Date;
  status: number | null;
  /** as it was sent; null for none, and for one too big to be kept */
  body: string | null;
  isKept: boolean;
  expiresAt: Date;
}

const date = { type: Date, required: true } as const;
const idempotency = new Schema<IdempotencyRecord>(
  {
    ...{ _id: text, fingerprint: text, state: text, token: text, leaseUntil: date },
    ...{ status: { type: Number, default: null }, body: optionalText, isKept: Boolean, expiresAt: date },
  },
  strictly,
);
idempotency.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const IdempotencyModel = collection('idempotency_keys', idempotency);
