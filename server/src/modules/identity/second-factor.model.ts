import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../platform/database/collection';

/** A person's authenticator; `_id` is the person. Gone when it is turned off, for a secret is not kept. */
export interface SecondFactorRecord {
  _id: string;
  districtId: string;
  /** the secret, readable by the key `keyId`; see platform/crypto/seal.ts */
  sealed: string;
  keyId: string;
  madeAt: Date;
  /** null until a first code showed that the authenticator has it */
  confirmedAt: Date | null;
  /** the newest half minute whose code was taken, counted from 1970: each is good once */
  lastStep: number;
  /** of the recovery codes that are left */
  recoveryHashes: string[];
}

const secondFactor = new Schema<SecondFactorRecord>(
  {
    _id: text,
    districtId: text,
    sealed: text,
    keyId: text,
    madeAt: { type: Date, required: true },
    confirmedAt: { type: Date, default: null },
    lastStep: number,
    recoveryHashes: [String],
  },
  strictly,
);
secondFactor.index({ keyId: 1 });
export const SecondFactorModel = collection('second_factors', secondFactor);
