import type {
  ImportChange,
  ImportGuard,
  ImportKindName,
  ImportNotice,
  ImportRefusal,
  ImportState,
  ImportThing,
  ThingCounts,
} from '@quad/shared/imports';
import { Schema } from 'mongoose';
import { collection, number, optionalNumber, optionalText, strictly, text } from '../database/collection';

/** How far it is written: the thing that is being written, and the last change of it that was. */
export interface Cursor {
  step: number;
  n: number;
}

/** A file that was handed in: what it would change, and what became of it. The row is kept, its lines for a month. */
export interface ImportRecord {
  _id: string;
  districtId: string;
  schoolId: string | null;
  kind: ImportKindName;
  fileName: string;
  state: ImportState;
  by: string;
  /** the district's clock, ms */
  at: number;
  appliedAt: number | null;
  changes: number;
  refusals: number;
  warnings: number;
  counts: Partial<Record<ImportThing, ThingCounts>>;
  notices: ImportNotice[];
  guard: ImportGuard | null;
  progress: { done: number; total: number };
  why: ImportNotice | null;
  /** which process works on it, and until when the others leave it alone (real time) */
  holder: string | null;
  leaseUntil: Date | null;
  cursor: Cursor;
  /** tries in a row that wrote nothing */
  failures: number;
  /** how often it began or ended being applied; the sum of a district's tells whether anything was written meanwhile */
  moves: number;
  /** that sum when this one was read */
  readAfter: number;
}

const imports = new Schema<ImportRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: optionalText, kind: text, fileName: text, state: text },
    ...{ by: text, at: number, appliedAt: optionalNumber },
    ...{ changes: number, refusals: number, warnings: number },
    counts: { type: Object, required: true },
    notices: { type: [Object], required: true },
    guard: { type: Object, default: null },
    progress: { type: Object, required: true },
    why: { type: Object, default: null },
    holder: optionalText,
    leaseUntil: { type: Date, default: null },
    cursor: { type: Object, required: true },
    ...{ failures: number, moves: number, readAfter: number },
  },
  strictly,
);
imports.index({ districtId: 1, schoolId: 1, at: -1, _id: -1 });
imports.index({ districtId: 1, at: -1, _id: -1 });
imports.index({ state: 1, leaseUntil: 1 });
imports.index(
  { districtId: 1 },
  { name: 'one at a time', unique: true, partialFilterExpression: { state: 'applying' } },
);
export const ImportModel = collection('imports', imports);

interface Line {
  _id: string;
  districtId: string;
  schoolId: string | null;
  importId: string;
  expiresAt: Date;
}

export type ImportChangeRecord = Line & ImportChange & { write: unknown };

const line = {
  ...{ _id: text, districtId: text, schoolId: optionalText, importId: text, n: number },
  expiresAt: { type: Date, required: true },
};

const change = new Schema<ImportChangeRecord>(
  {
    ...line,
    ...{ thing: text, op: text, key: text, label: text, file: optionalText, line: optionalNumber },
    fields: { type: [Object], required: true },
    write: Object,
  },
  strictly,
);
change.index({ importId: 1, n: 1 }, { unique: true });
change.index({ importId: 1, thing: 1, op: 1, n: 1 });
change.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const ImportChangeModel = collection('import_changes', change);

export type ImportRefusalRecord = Line & Omit<ImportRefusal, 'sentence'> & { n: number };

const refusal = new Schema<ImportRefusalRecord>(
  {
    ...line,
    ...{ file: text, line: number, column: optionalText, value: optionalText, severity: text, code: text },
    about: { type: Object, required: true },
  },
  strictly,
);
refusal.index({ importId: 1, n: 1 }, { unique: true });
refusal.index({ importId: 1, severity: 1, n: 1 });
refusal.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const ImportRefusalModel = collection('import_refusals', refusal);

export const importModels = [ImportModel, ImportChangeModel, ImportRefusalModel];
