import { z } from 'zod';
import { clockTime, dayCount, id, instant, isoDate, isoWeekPattern } from '../platform';
import { code, codeShape, period } from './attendance.dto';
import { dayRules } from './rules';

export const reportNames = [
  'register',
  'attendance',
  'chronic-absence',
  'ada-adm',
  'england-sessions',
  'ed-fi',
] as const;
export const reportName = z.enum(reportNames);
export type ReportName = z.infer<typeof reportName>;

export const reportFormats = ['csv', 'xlsx', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How each report counts, for the files; screens say it in their own language. */
export const reportFormulas: Record<ReportName, string> = {
  register: 'One row for each pupil on each register, as it stood when this was made.',
  attendance:
    'Percentage = days attended ÷ days possible, by the school’s day rule. Present, late, left early and elsewhere count as attended; what nobody marked, or was not possible, counts nowhere. The other columns count marks.',
  'chronic-absence':
    'Pupils who missed 10 % or more of the session days they were enrolled on, excused absences included. Severe from 50 %.',
  'ada-adm':
    'ADA = Σ days attended ÷ session days. ADM = Σ days enrolled ÷ session days. Ratio = ADA ÷ ADM. Session days are the calendar’s days with lessons, today once a register of it was taken.',
  'england-sessions':
    'Two sessions a day, before and from 12:00, each decided by the first register marked in it. Percentages are of the possible sessions. Persistent absence from 10 %, severe from 50 %.',
  'ed-fi':
    'StudentSectionAttendanceEvent for each mark that is not plainly present, StudentSchoolAttendanceEvent for each day wholly missed (eventDuration in days, sectionAttendanceDuration in minutes).',
};

export const longestRange = 400;

const range = { from: isoDate, to: isoDate };
type Range = { from: string; to: string };
const inOrder = ({ from, to }: Range): boolean => from <= to;
const notTooLong = ({ from, to }: Range): boolean => dayCount(from, to) < longestRange;
const reversed = { path: ['to'], message: 'must not be before the first day' };
const tooLong = { path: ['to'], message: `must be at most ${longestRange} days after the first day` };

export const letterQuery = z.strictObject(range).refine(inOrder, reversed).refine(notTooLong, tooLong);
export const districtReportQuery = z
  .strictObject({ ...range, format: z.enum(reportFormats) })
  .refine(inOrder, reversed)
  .refine(notTooLong, tooLong);
export const schoolReportQuery = z
  .strictObject({ ...range, format: z.enum(reportFormats), classId: id.optional() })
  .refine(inOrder, reversed)
  .refine(notTooLong, tooLong);
export type SchoolReportQuery = z.infer<typeof schoolReportQuery>;

export const isoWeek = z.string().regex(isoWeekPattern, 'must be a week like 2026-W10');

/** What a report of this school can be asked for. */
export const reportSetup = z.object({
  schoolId: id,
  name: z.string(),
  timeZone: z.string(),
  now: instant,
  today: isoDate,
  dayRule: z.enum(dayRules),
  terms: z.array(z.object({ name: z.string(), ...range })),
  /** of this year, by name; at most 2,000 */
  classes: z.array(z.object({ classId: id, name: z.string() })),
});
export type ReportSetup = z.infer<typeof reportSetup>;

/** A class's week as a grid to print: `marks[i]` stands under `lessons[i]`, null where the pupil was not on the roll. */
export const classWeek = z.object({
  schoolName: z.string(),
  className: z.string(),
  week: isoWeek,
  from: isoDate,
  to: isoDate,
  now: instant,
  timeZone: z.string(),
  codeSets: z.array(z.object({ codeSet: z.string(), codes: z.array(codeShape).optional() })),
  lessons: z.array(
    z.object({
      date: isoDate,
      period,
      periodName: z.string(),
      starts: clockTime,
      codeSet: z.string(),
      /** somebody has marked something */
      taken: z.boolean(),
    }),
  ),
  pupils: z.array(
    z.object({
      pupil: id,
      name: z.string(),
      marks: z.array(z.object({ code: code.nullable(), minutes: z.int().optional() }).nullable()),
    }),
  ),
});
export type ClassWeek = z.infer<typeof classWeek>;
