import { z } from 'zod';
import { clockTime, id, instant, isoDate, paged } from '../platform';
import { bellFaults, faultWords, termFaults, type Fault } from './calendar';
import { externalCode, group, name, schoolDate, timeZone } from './fields';
import { dayKinds } from './schools.dto';

export const schoolDetails = z.object({
  schoolId: id,
  code: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  timeZone: z.string(),
  /** since when (district's clock); an archived school takes no registers and no changes */
  archivedAt: instant.nullable(),
});
export type SchoolDetails = z.infer<typeof schoolDetails>;

export const schoolRow = schoolDetails.extend({ pupils: z.int() });
export type SchoolListRow = z.infer<typeof schoolRow>;
export const schoolList = paged(schoolRow);
export const schoolSorts = ['name', 'pupils'] as const;

export const newSchool = z.strictObject({ code: externalCode, name, group: group.nullable(), timeZone });
export type NewSchool = z.input<typeof newSchool>;
export const schoolEdit = newSchool.partial();
export type SchoolEdit = z.output<typeof schoolEdit>;

const termFields = z.strictObject({ name, from: schoolDate, to: schoolDate });
export type TermFields = z.infer<typeof termFields>;
export const termList = z
  .array(termFields)
  .max(12)
  .superRefine((terms, ctx) => report(termFaults(terms), ctx));

const bellTime = z.strictObject({
  /** the key lessons and registers name it by */
  period: z.string().regex(/^[a-z0-9]{1,20}$/, 'must be 1 to 20 letters or digits'),
  name: name.max(40),
  starts: clockTime,
  ends: clockTime,
});
export type BellTime = z.infer<typeof bellTime>;
export const bellList = z
  .array(bellTime)
  .max(20)
  .superRefine((bells, ctx) => report(bellFaults(bells), ctx));

export const dayKind = z.enum(dayKinds).nullable();

export const schoolCalendar = z.object({
  schoolId: id,
  name: z.string(),
  timeZone: z.string(),
  /** in the school's zone */
  today: isoDate,
  terms: z.array(z.object({ name: z.string(), from: isoDate, to: isoDate })),
  bells: z.array(z.object({ period: z.string(), name: z.string(), starts: z.string(), ends: z.string() })),
  /** those that differ from what the term and the weekday say */
  days: z.array(z.object({ date: isoDate, kind: z.enum(dayKinds) })),
});
export type SchoolCalendar = z.infer<typeof schoolCalendar>;

/** What the calendar said before, so that it can be set back. */
export const dayBefore = z.object({ schoolId: id, kind: dayKind });
export type DayBefore = z.infer<typeof dayBefore>;

function report(faults: readonly Fault[], ctx: z.RefinementCtx): void {
  for (const { index, field, fault } of faults)
    ctx.addIssue({ code: 'custom', path: [index, field], message: faultWords[fault] });
}
