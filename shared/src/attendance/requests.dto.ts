import { z } from 'zod';
import { clockTime, id, instant, isoDate, paged } from '../platform';
import { absence, alert } from './absences.dto';
import { code, codeShape, studentAttendance } from './attendance.dto';

const minutes = z.int().min(0).max(600);
const reason = z.string().trim().min(3, 'say a little more').max(280);

/** How many days back a mark can still be questioned. */
export const queryDaysBack = 30;

export const newQuery = z.strictObject({
  text: reason,
  /** the version of the mark the person saw */
  ver: z.int().min(0),
});
export const newCorrection = z.strictObject({ code, minutes: minutes.optional(), reason });
export type NewCorrection = z.input<typeof newCorrection>;

export const requestKinds = ['query', 'correction'] as const;
export const requestStates = ['open', 'corrected', 'declined', 'withdrawn'] as const;

/** “This mark is wrong” of a family, or a teacher's wish for a register that is locked to them. */
export const markRequest = z.object({
  id,
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  registerId: id,
  pupil: id,
  pupilName: z.string(),
  schoolId: id,
  classId: id,
  className: z.string(),
  date: isoDate,
  starts: clockTime,
  codeSet: z.string(),
  codes: z.array(codeShape).optional(),
  /** the mark when it was asked */
  code: code.nullable(),
  /** what a correction asks for */
  proposed: z.object({ code, minutes: minutes.optional() }).nullable(),
  text: z.string(),
  by: z.string(),
  at: instant,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
});
export type MarkRequest = z.infer<typeof markRequest>;
export const markRequestPage = paged(markRequest);

export const requestAnswer = z.discriminatedUnion('decision', [
  /** without a code: the one a correction asks for */
  z.strictObject({ decision: z.literal('correct'), code: code.optional(), minutes: minutes.optional() }),
  z.strictObject({ decision: z.literal('decline'), answer: reason }),
]);
export type RequestAnswer = z.input<typeof requestAnswer>;

export const pupilAttendance = studentAttendance.extend({ pupil: id, name: z.string(), schoolId: id });
export type PupilAttendance = z.infer<typeof pupilAttendance>;

/** A child on a guardian's first page; of its marks only today's. */
export const childCard = pupilAttendance.extend({
  schoolName: z.string(),
  alert: alert.nullable(),
  /** reports that cover today or lie ahead */
  absences: z.array(absence),
});
export type ChildCard = z.infer<typeof childCard>;

const nudge = z.object({
  kind: z.literal('nudge'),
  registerId: id,
  className: z.string(),
  date: isoDate,
  starts: clockTime,
  by: z.string(),
  at: instant,
});
export type NudgeItem = z.infer<typeof nudge>;

export const inboxItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alert'), alert }),
  nudge,
  z.object({ kind: z.literal('request'), request: markRequest }),
  z.object({ kind: z.literal('absence'), absence }),
  /** what was answered in the last days; nothing to do about it */
  z.object({ kind: z.literal('requestAnswered'), request: markRequest }),
  z.object({ kind: z.literal('absenceAnswered'), absence }),
]);
export type InboxItem = z.infer<typeof inboxItem>;

export const inbox = z.object({
  now: instant,
  timeZone: z.string(),
  /** all that waits for this person, also what `items` has no room for */
  waiting: z.int(),
  items: z.array(inboxItem),
});
export type Inbox = z.infer<typeof inbox>;
