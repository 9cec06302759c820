import { z } from 'zod';
import { clockTime, id, instant, isoDate, paged } from '../platform';
import { code } from './attendance.dto';

export const absenceKinds = ['illness', 'appointment', 'family', 'religious', 'other'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];
export const absenceStates = ['pending', 'approved', 'declined', 'withdrawn'] as const;
export type AbsenceState = (typeof absenceStates)[number];

/** How long one report may be and how far from today it may lie, in days. */
export const absenceLimits = { days: 60, back: 14, ahead: 366 };

const words = z.string().trim().max(500);

/** Inclusive days in the school's zone. */
export const newAbsence = z
  .strictObject({ from: isoDate, to: isoDate, reasonKind: z.enum(absenceKinds), text: words.optional() })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before the first day' });
export type NewAbsence = z.input<typeof newAbsence>;

/** As its family and the office read it; teachers read `expectedAbsence`. */
export const absence = z.object({
  id,
  pupil: id,
  pupilName: z.string(),
  from: isoDate,
  to: isoDate,
  reasonKind: z.enum(absenceKinds),
  text: z.string(),
  state: z.enum(absenceStates),
  /** the code its days get, once approved */
  code: code.nullable(),
  answer: z.string().nullable(),
  by: z.string(),
  at: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  file: z.object({ type: z.string(), bytes: z.int() }).nullable(),
});
export type AbsenceReport = z.infer<typeof absence>;
export const absencePage = paged(absence);

export const absenceFile = {
  types: ['application/pdf', 'image/jpeg', 'image/png'],
  maxBytes: 5 * 1024 * 1024,
} as const;

const someIds = z.array(id).min(1).max(50);
export const decideAbsences = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('approve'),
    ids: someIds,
    /** of the school's set; without it each report gets the code its kind has there */
    code: code.optional(),
  }),
  z.strictObject({ decision: z.literal('decline'), ids: someIds, answer: words.min(3, 'say why') }),
]);
export type DecideAbsences = z.input<typeof decideAbsences>;

export const absencesDecided = z.object({
  decided: z.array(id),
  /** reports somebody else had decided or withdrawn first */
  skipped: z.array(id),
  /** marks of days gone by that were corrected, and those that could not be */
  corrected: z.int(),
  notCorrected: z.int(),
});
export type AbsencesDecided = z.infer<typeof absencesDecided>;

/** What a register says of an absence before anybody marks it; the words of a report nobody approved stay away. */
export const expectedAbsence = z.object({
  pupil: id,
  state: z.enum(['approved', 'reported']),
  kind: z.enum(absenceKinds),
  code: code.nullable(),
  text: z.string().optional(),
});
export type ExpectedAbsence = z.infer<typeof expectedAbsence>;

export const alertStates = ['waiting', 'sent', 'retracted', 'answered'] as const;

/** An unexplained absence of one day, as the guardian is told of it. */
export const alert = z.object({
  id,
  pupil: id,
  pupilName: z.string(),
  date: isoDate,
  state: z.enum(alertStates),
  sentAt: instant.nullable(),
  retractedAt: instant.nullable(),
  lessons: z.array(z.object({ registerId: id, className: z.string(), starts: clockTime })),
});
export type Alert = z.infer<typeof alert>;
