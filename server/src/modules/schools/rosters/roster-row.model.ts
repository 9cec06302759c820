import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** A row of a roster that is being read, or what follows from one, so that no roster ever stands in memory whole. */
export interface RosterRow {
  /** import, table and key: what stands twice under one key is found out by it */
  _id: string;
  importId: string;
  table: string;
  key: string;
  /** what rows of this table are looked up by, besides their key */
  link: string;
  line: number;
  fields: Record<string, string>;
  ext?: Record<string, string>;
  /** not taken; what it names counts as named all the same */
  refused?: boolean;
  expiresAt: Date;
}

const row = new Schema<RosterRow>(
  {
    ...{ _id: text, importId: text, table: text, key: text, line: number },
    // an empty link is one, too
    link: { type: String, default: '' },
    fields: { type: Object, required: true },
    ext: { type: Object, default: undefined },
    refused: Boolean,
    expiresAt: { type: Date, required: true },
  },
  strictly,
);
row.index({ importId: 1, table: 1, line: 1 });
row.index({ importId: 1, table: 1, link: 1, line: 1 });
row.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const RosterRowModel = collection('roster_rows', row);
