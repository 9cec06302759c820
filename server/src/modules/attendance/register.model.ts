import type { Counts, Entry, LoggedRegister, Mark, RegisterStatus, CodeSetId } from '@quad/shared/attendance';
import { Schema } from 'mongoose';
import { collection, number, optionalText, strictly, text } from '../../platform/database/collection';

/** One register is one document is one stream is one atomic write. */
export interface RegisterRecord extends LoggedRegister {
  _id: string;
  districtId: string;
  schoolId: string;
  classId: string;
  date: string;
  period: string;
  periodName: string;
  starts: string;
  ends: string | null;
  room: string | null;
  codeSet: CodeSetId;
  status: RegisterStatus;
  marks: Mark[];
  counts: Counts;
  digest: string;
  /** when Quad was done with it after its lock, by the district's clock (ms), also where it could do nothing: it locks each once */
  lockedAt?: number | null;
  /** what an entry carries besides the protocol's fields, because a change event tells only what changed */
  log: LoggedEntry[];
}

export interface LoggedEntry extends Entry {
  districtId: string;
  schoolId: string;
  classId: string;
  date: string;
  /** where the register stood afterwards; on the last entry of each write */
  after?: { status: RegisterStatus; counts: Counts };
}

const mark = new Schema<Mark>(
  { pupil: text, code: optionalText, minutes: Number, note: String, ver: number },
  { _id: false },
);

const register = new Schema<RegisterRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    classId: text,
    date: text,
    period: text,
    periodName: text,
    starts: text,
    ends: optionalText,
    room: optionalText,
    codeSet: text,
    lockAt: { type: Number, default: null },
    lockedAt: Number,
    status: text,
    statusSet: {
      type: new Schema({ by: text, at: number, reason: String }, { _id: false }),
      default: undefined,
    },
    epoch: number,
    seq: number,
    tw: number,
    bytes: number,
    marks: [mark],
    counts: { type: Object, required: true },
    digest: text,
    // the log is written by $push only and its shape is the contract's: casting 500 entries a read would cost more than it proves
    log: { type: [Object], required: true },
  },
  strictly,
);
register.index({ districtId: 1, schoolId: 1, classId: 1, date: 1, period: 1 }, { unique: true });
register.index({ districtId: 1, date: 1, schoolId: 1 });
register.index({ districtId: 1, status: 1, lockedAt: 1, lockAt: 1 });
register.index({ schoolId: 1, 'marks.pupil': 1, date: 1 });
export const RegisterModel = collection('registers', register);

export interface PresenceRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  registerId: string;
  personId: string;
  name: string;
  clientId: string;
  /** the process that holds the socket */
  server: string;
}

const presence = new Schema<PresenceRecord>(
  {
    _id: text,
    districtId: text,
    schoolId: text,
    registerId: text,
    personId: text,
    name: text,
    clientId: text,
    server: text,
  },
  strictly,
);
presence.index({ registerId: 1, server: 1 });
presence.index({ server: 1 });
export const PresenceModel = collection('presence', presence);

export interface PresenceServer {
  _id: string;
  /** real time of the last sign of life */
  seenAt: Date;
}

const presenceServer = new Schema<PresenceServer>(
  { _id: text, seenAt: { type: Date, required: true } },
  strictly,
);
presenceServer.index({ seenAt: 1 });
export const PresenceServerModel = collection('presence_servers', presenceServer);
