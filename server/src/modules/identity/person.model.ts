import type { Role } from '@quad/shared/platform';
import { Schema } from 'mongoose';
import {
  byName,
  collection,
  ignoringCase,
  number,
  optionalText,
  strictly,
  text,
} from '../../platform/database/collection';

export interface Person {
  _id: string;
  districtId: string;
  /** the source's own key, unique in the district; how an import finds a person again */
  code: string;
  givenName: string;
  familyName: string;
  /** “Ms”, “Mr”, “Dr” … or nothing */
  title?: string;
  login?: string;
  email?: string;
  passwordHash?: string;
  /** shorter than it may be without one-time codes */
  shortPassword?: boolean;
  /** one-time codes protect the account */
  secondFactor?: boolean;
  /** the source says so: may not sign in */
  disabled?: boolean;
  /** columns of the source that Quad only keeps (`ext:…`), for its export */
  ext?: Record<string, string>;
}

export interface MembershipRecord {
  _id: string;
  districtId: string;
  /** null: the whole district */
  schoolId: string | null;
  personId: string;
  role: Role;
  /** days, inclusive; null: no end */
  from: string;
  to: string | null;
  /** came with a roster: a bulk file that no longer names it ends it; what was made by hand it leaves alone */
  rostered?: boolean;
}

/** Who answers for a pupil, in the eyes of one school. Ended, never deleted. */
export interface Guardianship {
  _id: string;
  districtId: string;
  schoolId: string;
  guardianId: string;
  pupilId: string;
  from: string;
  to: string | null;
  rostered?: boolean;
}

export interface Session {
  _id: string;
  districtId: string;
  personId: string;
  /** which refresh token of this family is the current one; see refresh-token.ts */
  generation: number;
  rotatedAt: Date;
  createdAt: Date;
  /** MongoDB removes it then */
  expiresAt: Date;
  userAgent: string;
  /** when whoever holds it last showed who they are */
  provedAt: Date;
  /** by a second factor, at any time */
  secondFactor: boolean;
}

const person = new Schema<Person>(
  {
    _id: text,
    districtId: text,
    code: text,
    givenName: text,
    familyName: text,
    title: String,
    login: String,
    email: String,
    passwordHash: String,
    shortPassword: Boolean,
    secondFactor: Boolean,
    disabled: Boolean,
    ext: { type: Object, default: undefined },
  },
  strictly,
);
person.index({ districtId: 1, code: 1 }, { unique: true });
person.index({ districtId: 1, familyName: 1 }, { collation: byName });
person.index({ districtId: 1, givenName: 1 }, { collation: byName });
// sparse, not partial: a partial index is not used to find a login, and signing in would read everybody
person.index({ login: 1 }, { unique: true, sparse: true });
person.index({ email: 1 }, { sparse: true, collation: ignoringCase });
export const PersonModel = collection('people', person);

const membership = new Schema<MembershipRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: optionalText,
    personId: text,
    role: text,
    from: text,
    to: optionalText,
    rostered: Boolean,
  },
  strictly,
);
membership.index({ personId: 1 });
membership.index({ districtId: 1, role: 1, schoolId: 1, from: 1 });
// a role that ended and was given again is a spell of its own
membership.index({ districtId: 1, schoolId: 1, personId: 1, role: 1, from: 1 }, { unique: true });
export const MembershipModel = collection('memberships', membership);

const guardianship = new Schema<Guardianship>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    guardianId: text,
    pupilId: text,
    from: text,
    to: optionalText,
    rostered: Boolean,
  },
  strictly,
);
guardianship.index({ guardianId: 1, pupilId: 1, schoolId: 1 }, { unique: true });
guardianship.index({ pupilId: 1 });
// what a roster's file no longer names is looked for school by school
guardianship.index({ schoolId: 1, to: 1 });
export const GuardianshipModel = collection('guardianships', guardianship);

const session = new Schema<Session>(
  {
    _id: text,
    districtId: text,
    personId: text,
    generation: number,
    rotatedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    userAgent: { type: String, default: '' },
    provedAt: { type: Date, required: true },
    secondFactor: { type: Boolean, required: true },
  },
  strictly,
);
session.index({ personId: 1 });
session.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const SessionModel = collection('sessions', session);
