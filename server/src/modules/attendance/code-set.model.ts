import type { Code } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, strictly, text } from '../../platform/database/collection';

/** A district's own codes. Its id is a fingerprint of its content, so a set never changes and may be remembered for ever. */
export interface CodeSetRecord {
  _id: string;
  districtId: string;
  codes: Code[];
}

const codeSet = new Schema<CodeSetRecord>(
  { _id: text, districtId: text, codes: { type: [Object], required: true } },
  strictly,
);
export const CodeSetModel = collection('code_sets', codeSet);
