import type { AuditOutcome, AuditSource } from '@quad/shared/audit';
import type { ErrorCode, Role } from '@quad/shared/platform';
import { Schema } from 'mongoose';
import { collection, optionalNumber, optionalText, strictly, text } from '../database/collection';

/** Whom a file spoke of: the pupils who were there (`of`: pupils, a class, a school, the district) on any of these days. */
export interface Disclosed {
  of: string[];
  from: string;
  to: string;
}

/** One act: what was done, by whom, to what. Only ids, dates, choices and numbers; names are looked up when it is read. */
export interface AuditRecord {
  _id: string;
  /** `noDistrict` for an act of nobody's yet */
  districtId: string;
  schoolId: string | null;
  /** the route's name, or what a job or an account calls it */
  act: string;
  source: AuditSource;
  /** null: the operator, a job, or somebody nobody knew yet */
  by: string | null;
  role: Role | null;
  sessionId: string | null;
  requestId: string | null;
  /** every id that was named, to find it by */
  things: string[];
  params: Record<string, unknown>;
  facts: Record<string, unknown>;
  /** fields that were given and are not kept */
  fields: string[];
  disclosed: Disclosed | null;
  outcome: AuditOutcome;
  code: ErrorCode | null;
  /** real time */
  at: Date;
  /** the district's clock, ms */
  clock: number | null;
  settledAt: Date | null;
}

/** Where an act belongs that came before its district, or never found whom it was for. */
export const noDistrict = '0'.repeat(24);

const disclosed = new Schema<Disclosed>({ of: [String], from: text, to: text }, { _id: false });
const mixed = { type: Object, required: true } as const;

const audit = new Schema<AuditRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: optionalText, act: text, source: text },
    ...{ by: optionalText, role: optionalText, sessionId: optionalText, requestId: optionalText },
    ...{ things: [String], params: mixed, facts: mixed, fields: [String] },
    disclosed: { type: disclosed, default: null },
    ...{ outcome: text, code: optionalText, at: { type: Date, required: true }, clock: optionalNumber },
    settledAt: { type: Date, default: null },
  },
  strictly,
);
audit.index({ districtId: 1, at: -1, _id: -1 });
audit.index({ districtId: 1, act: 1, at: -1, _id: -1 });
audit.index({ districtId: 1, things: 1, at: -1, _id: -1 });
audit.index({ districtId: 1, schoolId: 1, at: -1, _id: -1 });
audit.index({ districtId: 1, 'disclosed.of': 1, at: -1, _id: -1 });
audit.index({ districtId: 1, outcome: 1, at: -1, _id: -1 });
export const AuditModel = collection('audit', audit);
