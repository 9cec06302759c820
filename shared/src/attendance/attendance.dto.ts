import { z } from 'zod';
import { clockTime, id, instant, isoDate, uuid } from '../platform';
import { categories } from './codes';

export const code = z.string().min(1).max(3);
const minutes = z.int().min(0).max(600);
const codeSetId = z.string().min(1).max(24);
export const codeShape = z.strictObject({
  letter: code,
  category: z.enum(categories),
  label: z.string().trim().min(1).max(60).optional(),
  unexplained: z.boolean().optional(),
  takesMinutes: z.boolean().optional(),
  needsReason: z.boolean().optional(),
  officeOnly: z.boolean().optional(),
});
const note = z.string().trim().max(280);
const seq = z.int().min(0);
export const period = z.string().min(1).max(20);

export const mark = z.object({
  pupil: id,
  code: code.nullable(),
  minutes: minutes.optional(),
  note: note.optional(),
  /** seq of the entry that set it, 0 when none did */
  ver: seq,
});
export type Mark = z.infer<typeof mark>;

const seen = z.strictObject({ epoch: instant, seq });

const actionBase = {
  /** made by the device; the same action keeps its mid however often it is sent */
  mid: uuid,
  /** counts this client's actions, so that their order can be proven */
  n: z.int().min(1),
  /** what the person saw when acting */
  seen,
  /** district time of the act, as the device knew it */
  at: instant,
  /** the device's clock had been changed or had slept since it last spoke with the server */
  doubtful: z.literal(true).optional(),
};
export const markChange = z.strictObject({
  pupil: id,
  code: code.nullable(),
  minutes: minutes.optional(),
  note: note.optional(),
  /** apply only while the mark still has this version (undo) */
  ifVer: seq.optional(),
});
export type MarkChange = z.infer<typeof markChange>;
export const rollChange = z.strictObject({ pupil: id, roll: z.enum(['join', 'leave']) });

// a mark's history could not tell which of the two came first
const onceOnly = 'must name each pupil once; send a second change of one as another action';
function eachPupilOnce(changes: readonly { pupil: string }[]): boolean {
  return new Set(changes.map((change) => change.pupil)).size === changes.length;
}

export const action = z.discriminatedUnion('kind', [
  z.strictObject({
    ...actionBase,
    kind: z.literal('mark'),
    changes: z.array(markChange).min(1).max(400).refine(eachPupilOnce, onceOnly),
    /** a correction: why a closed register is changed without reopening it */
    reason: z.string().trim().min(3).max(280).optional(),
  }),
  z.strictObject({ ...actionBase, kind: z.literal('close') }),
  z.strictObject({ ...actionBase, kind: z.literal('reopen'), reason: z.string().trim().min(3).max(280) }),
  z.strictObject({
    ...actionBase,
    kind: z.literal('roll'),
    changes: z.array(rollChange).min(1).max(400).refine(eachPupilOnce, onceOnly),
  }),
]);
export type Action = z.infer<typeof action>;
export type ActionKind = Action['kind'];

export const submission = z.strictObject({
  clientId: uuid,
  /** whose marks these are; another person's session may not send them */
  actorId: id,
  epoch: instant,
  since: seq,
  actions: z.array(action).min(1).max(50),
});
export type Submission = z.infer<typeof submission>;

export const entryChange = z.object({
  pupil: id,
  code: code.nullable().optional(),
  minutes: minutes.optional(),
  note: note.optional(),
  ifVer: seq.optional(),
  roll: z.enum(['join', 'leave']).optional(),
  out: z.enum(['applied', 'superseded', 'skipped', 'rejected']),
  /** district time this change competes with */
  t: instant,
});
export type EntryChange = z.infer<typeof entryChange>;

export const entry = z.object({
  seq: z.int().min(1),
  kind: z.enum(['mark', 'close', 'reopen', 'roll']),
  mid: uuid,
  client: uuid,
  n: z.int(),
  by: id,
  role: z.string(),
  changes: z.array(entryChange),
  reason: z.string().optional(),
  out: z.enum(['applied', 'partly', 'superseded']),
  at: instant,
  doubtful: z.literal(true).optional(),
  tw: instant,
  seen,
  epoch: instant,
  digest: z.string(),
});
export type Entry = z.infer<typeof entry>;

const status = z.enum(['open', 'closed']);
export type RegisterStatus = z.infer<typeof status>;
export const statusSet = z.object({ by: id, at: instant, reason: z.string().optional() });
const names = z.record(id, z.string());
export const counts = z.record(z.enum([...categories, 'unmarked']), z.int());

export const snapshot = z.object({
  id,
  epoch: instant,
  seq,
  tw: instant,
  status,
  /** the last close or reopen */
  statusSet: statusSet.optional(),
  digest: z.string(),
  marks: z.array(mark),
  codeSet: codeSetId,
  /** of a district's own set; presets are known everywhere */
  codes: z.array(codeShape).optional(),
  /** from then on only the office may change it; null: never */
  lockAt: instant.nullable().optional(),
  schoolId: id,
  classId: id,
  date: isoDate,
  period,
  className: z.string(),
  starts: clockTime,
  ends: clockTime.nullable(),
  room: z.string().nullable(),
  timeZone: z.string(),
});
export type Snapshot = z.infer<typeof snapshot>;

const caughtUpBase = {
  epoch: instant,
  head: seq,
  digest: z.string(),
  /** the district's clock when this was answered */
  now: instant,
  /** display names of the people these events or this snapshot speak of */
  names,
};
/** What brings a screen up to date: the entries it lacks, or all of it when that is shorter or the epoch differs. */
const caughtUpWhole = z.object({ ...caughtUpBase, snapshot });
export type CaughtUpWhole = z.infer<typeof caughtUpWhole>;
export const caughtUp = z.union([z.object({ ...caughtUpBase, events: z.array(entry) }), caughtUpWhole]);
export type CaughtUp = z.infer<typeof caughtUp>;

export const rejection = z.enum([
  'register_closed',
  'register_locked',
  'not_on_roll',
  'register_full',
  'overtaken',
  'reason_needed',
  'not_allowed',
]);
export type Rejection = z.infer<typeof rejection>;
export const actionResult = z.object({
  mid: uuid,
  out: z.enum(['applied', 'partly', 'superseded', 'rejected']),
  seq: seq.optional(),
  reason: rejection.optional(),
});
export type ActionResult = z.infer<typeof actionResult>;

const results = z.array(actionResult);
export const actionsReply = z.union([
  z.object({ ...caughtUpBase, results, events: z.array(entry) }),
  z.object({ ...caughtUpBase, results, snapshot }),
]);
export type ActionsReply = z.infer<typeof actionsReply>;

/** A register as a row of a list: where it stands, not what is in it. */
export const registerRow = z.object({
  registerId: id,
  classId: id,
  className: z.string(),
  date: isoDate,
  period,
  periodName: z.string(),
  starts: clockTime,
  ends: clockTime.nullable(),
  room: z.string().nullable(),
  pupils: z.int(),
  /** null until it is born; opening it makes it */
  live: z.object({ epoch: instant, seq, status, counts }).nullable(),
  /** whose class it is, where it was handed to me for a time */
  coveringFor: z.string().optional(),
});
export type RegisterRow = z.infer<typeof registerRow>;

export const teacherToday = z.object({
  date: isoDate,
  now: instant,
  timeZone: z.string(),
  /** why there are no lessons, when the calendar says so */
  dayKind: z.string(),
  rows: z.array(registerRow),
  /** the next school day; a device that is offline by then goes on with it */
  next: z.object({ date: isoDate, rows: z.array(registerRow) }).nullable(),
  /** registers of the last two school weeks that nobody took */
  missed: z.array(registerRow),
});
export type TeacherToday = z.infer<typeof teacherToday>;

/** Today's and the next school day's registers of one teacher, for their device. */
export const ownRegisters = z.object({
  date: isoDate,
  next: isoDate.nullable(),
  now: instant,
  registers: z.array(caughtUpWhole),
});
export type OwnRegisters = z.infer<typeof ownRegisters>;

/** A pupil's own mark: no note, no other pupil. */
export const ownMark = z.object({
  /** whose it is: a guardian hears of several children */
  pupil: id,
  registerId: id,
  epoch: instant,
  ver: seq,
  date: isoDate,
  className: z.string(),
  starts: clockTime,
  code: code.nullable(),
  minutes: minutes.optional(),
  /** district time it was set */
  at: instant.nullable(),
});
export type OwnMark = z.infer<typeof ownMark>;

const tally = z.object({ counts, present: z.int(), marked: z.int() });
export const studentAttendance = z.object({
  now: instant,
  timeZone: z.string(),
  codeSet: codeSetId,
  codes: z.array(codeShape).optional(),
  term: z.object({ name: z.string(), from: isoDate, to: isoDate }).nullable(),
  /** the term's marks before today; today's stand in `marks`, so a live mark changes the total without asking again */
  before: tally,
  today: isoDate,
  lessons: z.array(
    z.object({
      registerId: id,
      className: z.string(),
      starts: clockTime,
      ends: clockTime.nullable(),
      room: z.string().nullable(),
    }),
  ),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** all marks of the month shown, and today's */
  marks: z.array(ownMark),
  schoolDays: z.array(isoDate),
});
export type StudentAttendance = z.infer<typeof studentAttendance>;

export const boardRow = z.object({
  schoolId: id,
  code: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  pupils: z.int(),
  /** registers due by now and those somebody marked */
  registers: z.object({ expected: z.int(), submitted: z.int() }),
  present: z.int(),
  marked: z.int(),
});
export type BoardRow = z.infer<typeof boardRow>;

export const board = z.object({
  date: isoDate,
  now: instant,
  timeZone: z.string(),
  schools: z.array(boardRow),
  page: z.int(),
  pages: z.int(),
  totals: z.object({
    schools: z.int(),
    reported: z.int(),
    present: z.int(),
    marked: z.int(),
    pupils: z.int(),
  }),
});
export type Board = z.infer<typeof board>;
