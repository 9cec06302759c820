import { z } from 'zod';
import { clockTime, id, instant, isoDate, paged, pageQuery } from '../platform';
import { code, codeShape, counts } from './attendance.dto';
import { standings } from './standing';

/** `present` of `marked`, as everywhere: what nobody marked is in neither. */
const share = { present: z.int(), marked: z.int() };

/** A register of a school's day, as the office follows it. */
export const dayRow = z.object({
  registerId: id,
  classId: id,
  className: z.string(),
  period: z.string(),
  periodName: z.string(),
  starts: clockTime,
  ends: clockTime.nullable(),
  room: z.string().nullable(),
  teachers: z.array(z.string()),
  pupils: z.int(),
  standing: z.enum(standings),
  counts: counts.nullable(),
  /** who has it open now */
  here: z.array(z.string()),
  /** who wrote in it last */
  last: z.object({ name: z.string(), at: instant }).nullable(),
});
export type DayRow = z.infer<typeof dayRow>;

export const dayQuery = z.strictObject({
  date: isoDate.optional(),
  ...pageQuery,
  standing: z.enum(standings).optional(),
});

export const schoolDay = z.object({
  ...{ schoolId: id, schoolName: z.string(), date: isoDate, now: instant, timeZone: z.string() },
  dayKind: z.string(),
  codeSet: z.string(),
  codes: z.array(codeShape).optional(),
  counts,
  onRoll: z.int(),
  /** registers due by now, or begun before their time, and those somebody marked */
  registers: z.object({ expected: z.int(), submitted: z.int() }),
  /** how many registers stand where */
  standings: z.record(z.enum(standings), z.int()),
  /** the same lessons a week before: only those submitted on both days */
  compare: z
    .object({ date: isoDate, registers: z.int(), now: z.object(share), then: z.object(share) })
    .nullable(),
  ...paged(dayRow).shape,
});
export type SchoolDay = z.infer<typeof schoolDay>;

/** Somebody who is not there, or came late, with each lesson it is about. */
export const absentee = z.object({
  pupil: id,
  name: z.string(),
  unexplained: z.boolean(),
  lessons: z.array(
    z.object({
      registerId: id,
      className: z.string(),
      starts: clockTime,
      code,
      minutes: z.int().optional(),
      note: z.string().optional(),
      ver: z.int(),
    }),
  ),
});
export type Absentee = z.infer<typeof absentee>;

export const absenteesQuery = z.strictObject({
  date: isoDate.optional(),
  kind: z.enum(['unexplained', 'absent', 'late']).optional(),
  ...pageQuery,
});
export const absentees = z.object({
  ...{ date: isoDate, now: instant, timeZone: z.string() },
  codeSet: z.string(),
  codes: z.array(codeShape).optional(),
  ...paged(absentee).shape,
});
export type Absentees = z.infer<typeof absentees>;

const range = { from: isoDate.optional(), to: isoDate.optional() };
export const rangeQuery = z.strictObject({ ...range });

const dayPoint = z.object({
  date: isoDate,
  ...share,
  /** registers of the timetable, and those somebody took; the difference is in no percentage */
  expected: z.int(),
  submitted: z.int(),
});
const total = { counts, ...share, expected: z.int(), submitted: z.int() };

/** A range of days at one level, with the level below; the parts add up to the whole. */
export const schoolSummary = z.object({
  ...{
    schoolId: id,
    name: z.string(),
    from: isoDate,
    to: isoDate,
    timeZone: z.string(),
  },
  /** when the last of these days was computed, by the district’s clock */
  asOf: instant.nullable(),
  ...total,
  days: z.array(dayPoint),
  classes: z.array(z.object({ classId: id, name: z.string(), counts, ...share, submitted: z.int() })),
});
export type SchoolSummary = z.infer<typeof schoolSummary>;

export const classSummary = z.object({
  ...{ classId: id, schoolId: id, name: z.string(), schoolName: z.string() },
  ...{ from: isoDate, to: isoDate, timeZone: z.string(), now: instant },
  counts,
  ...share,
  submitted: z.int(),
  registers: z.array(
    z.object({ registerId: id, date: isoDate, period: z.string(), starts: clockTime, counts, ...share }),
  ),
  pupils: z.array(z.object({ pupil: id, name: z.string(), counts, ...share })),
});
export type ClassSummary = z.infer<typeof classSummary>;

export const trend = z.object({
  ...{ from: isoDate, to: isoDate, asOf: instant.nullable() },
  days: z.array(z.object({ ...dayPoint.shape, schools: z.int() })),
  /** today, and the same lessons a week before, in schools that submitted them both times */
  compare: z
    .object({
      date: isoDate,
      then: isoDate,
      registers: z.int(),
      now: z.object(share),
      before: z.object(share),
    })
    .nullable(),
});
export type Trend = z.infer<typeof trend>;

export const warningKinds = ['persistent', 'severe', 'near', 'consecutive', 'weekday'] as const;
export const warning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('persistent') }),
  z.object({ kind: z.literal('severe') }),
  z.object({ kind: z.literal('near'), days: z.int() }),
  z.object({ kind: z.literal('consecutive'), days: z.int() }),
  z.object({ kind: z.literal('weekday'), weekday: z.int(), days: z.int(), of: z.int() }),
]);

export const warningRow = z.object({
  pupil: id,
  name: z.string(),
  /** thousandths of a day */
  possible: z.int(),
  absent: z.int(),
  /** absent ÷ possible, in thousandths */
  share: z.int(),
  warnings: z.array(warning),
});
export type WarningRow = z.infer<typeof warningRow>;
export const warningsQuery = z.strictObject({ kind: z.enum(warningKinds).optional(), ...pageQuery });
export const warnings = z.object({
  ...{
    schoolId: id,
    schoolName: z.string(),
    year: z.int(),
    now: instant,
    timeZone: z.string(),
  },
  ...paged(warningRow).shape,
});
export type Warnings = z.infer<typeof warnings>;

export const pupilYear = z.object({
  ...{ pupil: id, name: z.string(), schoolId: id, year: z.int() },
  possible: z.int(),
  absent: z.int(),
  share: z.int(),
  warnings: z.array(warning),
  days: z.array(z.object({ date: isoDate, possible: z.int(), attended: z.int(), counts })),
});
export type PupilYearDto = z.infer<typeof pupilYear>;

export const arrival = z.strictObject({
  pupilId: id,
  /** on the school's wall; now when left out */
  at: clockTime.optional(),
});
export const arrived = z.object({
  registerId: id,
  className: z.string(),
  code,
  minutes: z.int(),
  /** what the mark was, and the entry that made it late: with both it can be taken back */
  before: code.nullable(),
  seq: z.int(),
});

const check = z.object({ personId: id, safe: z.boolean(), at: instant });
export const rollcall = z.object({
  id,
  startedAt: instant,
  startedBy: z.string(),
  endedAt: instant.nullable(),
  /** the last word on each person; a later moment wins, whoever sent it first */
  checks: z.array(z.object({ ...check.shape, by: z.string() })),
});
export type Rollcall = z.infer<typeof rollcall>;
export const rollcallChecks = z.strictObject({
  checks: z.array(z.strictObject(check.shape)).min(1).max(500),
});
export type RollcallChecks = z.infer<typeof rollcallChecks>;

export const onSite = z.object({
  ...{ schoolId: id, schoolName: z.string(), now: instant, timeZone: z.string() },
  people: z.array(
    z.object({
      personId: id,
      name: z.string(),
      /** by the last lesson somebody marked: in the building, out of it, or nobody has said */
      state: z.enum(['onSite', 'away', 'unknown']),
      /** that lesson */
      seen: z
        .object({
          className: z.string(),
          room: z.string().nullable(),
          starts: clockTime,
          code: code.nullable(),
        })
        .nullable(),
    }),
  ),
  rollcall: rollcall.nullable(),
});
export type OnSite = z.infer<typeof onSite>;
