import { Schema } from 'mongoose';
import { collection, strictly, text } from '../../platform/database/collection';
import type { Forgotten } from '../../platform/personal/personal-data';

/** Somebody who is being forgotten, by their id. Once it is done their names stand here no longer either. */
export interface ErasureRecord extends Omit<Forgotten, 'personId'> {
  _id: string;
  by: string;
  at: Date;
  doneAt: Date | null;
}

const emptied = { type: String, default: '' } as const;
const erasure = new Schema<ErasureRecord>(
  {
    ...{ _id: text, districtId: text, pseudonym: text, givenName: emptied, familyName: emptied },
    ...{ words: [String], by: text, at: { type: Date, required: true } },
    doneAt: { type: Date, default: null },
  },
  strictly,
);
export const ErasureModel = collection('erasures', erasure);
