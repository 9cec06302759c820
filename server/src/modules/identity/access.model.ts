import type { CodePurpose } from '@quad/shared/identity';
import { Schema } from 'mongoose';
import { collection, optionalText, strictly, text } from '../../platform/database/collection';

/** Lets one person in once, by real time. The code itself stands nowhere; see platform/crypto/one-time-code.ts. */
export interface PersonCode {
  _id: string;
  districtId: string;
  /** whose office made it; null when the person asked for it by mail */
  schoolId: string | null;
  personId: string;
  purpose: CodePurpose;
  hash: string;
  /** who made it; null: the person, by mail */
  by: string | null;
  at: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

/** A browser somebody has signed in with. Which one it is, its cookie says. */
export interface Device {
  _id: string;
  districtId: string;
  personId: string;
  deviceHash: string;
  userAgent: string;
  firstAt: Date;
  /** forgotten when it has not been seen for as long as its cookie lives */
  lastAt: Date;
}

const moment = { type: Date, required: true } as const;
const optionalMoment = { type: Date, default: null } as const;

const personCode = new Schema<PersonCode>(
  {
    _id: text,
    districtId: text,
    schoolId: optionalText,
    personId: text,
    purpose: text,
    hash: text,
    by: optionalText,
    at: moment,
    expiresAt: moment,
    usedAt: optionalMoment,
    revokedAt: optionalMoment,
  },
  strictly,
);
personCode.index({ hash: 1 }, { unique: true });
personCode.index({ personId: 1, at: -1 });
export const PersonCodeModel = collection('person_codes', personCode);

export const deviceLifetimeMs = 400 * 24 * 3_600_000;

const device = new Schema<Device>(
  {
    _id: text,
    districtId: text,
    personId: text,
    deviceHash: text,
    userAgent: { type: String, default: '' },
    firstAt: moment,
    lastAt: moment,
  },
  strictly,
);
device.index({ personId: 1, deviceHash: 1 }, { unique: true });
device.index({ lastAt: 1 }, { expireAfterSeconds: deviceLifetimeMs / 1000 });
export const DeviceModel = collection('devices', device);
