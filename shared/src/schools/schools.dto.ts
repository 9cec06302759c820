import { z } from 'zod';
import { clockTime, id, instant, isoDate } from '../platform';
import { externalCode, login, name, password, personName, schoolDate, timeZone, title } from './fields';

/** What a calendar day is; a day that is not listed is an instructional day when the term and the weekday say so. */
export const dayKinds = [
  'instructional',
  'holiday',
  'weather',
  'emergency',
  'strike',
  'makeUp',
  'teacherOnly',
  'nonInstructional',
] as const;
export type DayKind = (typeof dayKinds)[number];

export const myClass = z.object({
  classId: id,
  schoolId: id,
  schoolName: z.string(),
  code: z.string(),
  name: z.string(),
  subject: z.string(),
  room: z.string().nullable(),
  pupils: z.int(),
  /** who teaches it otherwise, while it is handed to me */
  coveringFor: z.array(z.string()).nullable(),
  /** when it goes back (district's clock) */
  until: instant.nullable(),
});
export type MyClass = z.infer<typeof myClass>;

export const clock = z.object({ now: instant, timeZone: z.string(), real: z.boolean() });
export type Clock = z.infer<typeof clock>;

export const clockSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('real') }),
  /** the district's wall shows this day and time now, and goes on from there */
  z.strictObject({ kind: z.literal('set'), date: schoolDate, time: clockTime }),
]);
export type ClockSetting = z.infer<typeof clockSetting>;

const newPerson = {
  code: externalCode,
  givenName: personName,
  familyName: personName,
  title: title.optional(),
};

export const newDistrict = z.strictObject({
  code: externalCode,
  name,
  timeZone,
  admin: z.strictObject({ givenName: personName, familyName: personName, login, password }),
  /** false only where no real child is: a demonstration, a measurement */
  adminsNeedSecondFactor: z.boolean().optional(),
});
export type NewDistrict = z.input<typeof newDistrict>;

/** One school with all that attendance needs. Imported whole; what has the same code is updated, so the same file twice changes nothing. */
export const schoolImport = z.strictObject({
  code: externalCode,
  name,
  group: z.string().trim().max(80).nullable(),
  timeZone,
  terms: z
    .array(z.strictObject({ name, from: isoDate, to: isoDate }))
    .min(1)
    .max(12),
  /** days that differ from what the term and the weekday say */
  days: z
    .array(z.strictObject({ date: isoDate, kind: z.enum(dayKinds) }))
    .max(400)
    .optional(),
  periods: z
    .array(z.strictObject({ period: z.string().min(1).max(20), name, starts: clockTime, ends: clockTime }))
    .min(1)
    .max(20),
  teachers: z
    .array(z.strictObject({ ...newPerson, login: login.optional(), password: password.optional() }))
    .max(400),
  pupils: z.array(z.strictObject(newPerson)).max(6000),
  classes: z
    .array(
      z.strictObject({
        code: externalCode,
        name,
        subject: name,
        room: z.string().trim().max(40).nullable(),
        teacherCodes: z.array(externalCode).min(1).max(10),
        pupilCodes: z.array(externalCode).max(400),
        lessons: z
          .array(z.strictObject({ weekday: z.int().min(1).max(7), period: z.string().max(20) }))
          .max(100),
      }),
    )
    .max(600),
});
export type SchoolImport = z.input<typeof schoolImport>;

export const importResult = z.object({
  schoolId: id,
  created: z.boolean(),
  people: z.int(),
  classes: z.int(),
  lessons: z.int(),
});
export type ImportResult = z.infer<typeof importResult>;
