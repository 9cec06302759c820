import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../platform/database/collection';

/** There is one: what the consoles of an installation without a district have said. */
export interface SetUpRecord {
  _id: 'set-up';
  /** each start of each process says a code of its own, and all of them work */
  codes: { hash: string; until: Date }[];
  /** since the last start */
  wrong: number;
  doneAt: Date | null;
}

const record = new Schema<SetUpRecord>(
  {
    _id: text,
    codes: [new Schema({ hash: text, until: { type: Date, required: true } }, { _id: false })],
    wrong: number,
    doneAt: { type: Date, default: null },
  },
  strictly,
);
export const SetUpModel = collection('set_up', record);
