import { z } from 'zod';
import { clockTime, id, instant, isoDate, paged } from '../platform';
import { externalCode, lastDay, name, room, schoolDate } from './fields';

export const classRow = z.object({
  classId: id,
  code: z.string(),
  name: z.string(),
  subject: z.string(),
  room: z.string().nullable(),
  /** the last day of a class that has ended or will */
  to: isoDate.nullable(),
  teachers: z.array(z.string()),
  pupils: z.int(),
});
export type ClassRow = z.infer<typeof classRow>;
export const classList = paged(classRow);
export const classSorts = ['name', 'code', 'subject'] as const;

export const newClass = z.strictObject({ code: externalCode, name, subject: name, room: room.nullable() });
export type NewClass = z.output<typeof newClass>;
export const classEdit = newClass.partial();
export type ClassEdit = z.output<typeof classEdit>;

const spell = { from: isoDate, to: isoDate.nullable() };

export const classDetails = z.object({
  classId: id,
  schoolId: id,
  code: z.string(),
  name: z.string(),
  subject: z.string(),
  room: z.string().nullable(),
  to: isoDate.nullable(),
  /** spells that hold today or begin later, as everything below */
  teachers: z.array(z.object({ teachingId: id, personId: id, name: z.string(), ...spell })),
  pupils: z.array(z.object({ enrolmentId: id, personId: id, name: z.string(), code: z.string(), ...spell })),
  lessons: z.array(
    z.object({
      lessonId: id,
      weekday: z.int(),
      period: z.string(),
      periodName: z.string(),
      starts: z.string(),
      ends: z.string(),
      room: z.string().nullable(),
      ...spell,
    }),
  ),
});
export type ClassDetails = z.infer<typeof classDetails>;

export const newTeaching = z.strictObject({ personId: id, from: schoolDate.optional() });
export type NewTeaching = z.output<typeof newTeaching>;

export const newEnrolments = z.strictObject({
  pupilIds: z.array(id).min(1).max(200),
  from: schoolDate.optional(),
});
export type NewEnrolments = z.output<typeof newEnrolments>;
export const enrolmentsEnd = z.strictObject({ enrolmentIds: z.array(id).min(1).max(400), to: lastDay });
export type EnrolmentsEnd = z.output<typeof enrolmentsEnd>;

export const newLesson = z.strictObject({
  weekday: z.int().min(1).max(7),
  period: z.string().min(1).max(20),
  room: room.nullable(),
  from: schoolDate.optional(),
  /** although a teacher is elsewhere then */
  force: z.boolean().optional(),
});
export type NewLesson = z.output<typeof newLesson>;

const maxCoverDays = 60;
const moment = z.strictObject({ date: schoolDate, time: clockTime });
export type Moment = z.infer<typeof moment>;

export const newCover = z
  .strictObject({
    classId: id,
    personId: id,
    from: moment,
    to: moment,
    note: z.string().trim().max(200).nullable().optional(),
  })
  .superRefine(({ from, to }, ctx) => {
    const days = (Date.parse(to.date) - Date.parse(from.date)) / 86_400_000;
    if (`${to.date}${to.time}` <= `${from.date}${from.time}`)
      ctx.addIssue({ code: 'custom', path: ['to'], message: 'must be after the beginning' });
    if (days > maxCoverDays)
      ctx.addIssue({ code: 'custom', path: ['to'], message: `must be within ${maxCoverDays} days` });
  });
export type NewCover = z.output<typeof newCover>;

/** null: now */
export const coverEnd = z.strictObject({ to: moment.nullable() });
export type CoverEnd = z.output<typeof coverEnd>;

export const coverRow = z.object({
  coverId: id,
  classId: id,
  className: z.string(),
  personId: z.string(),
  name: z.string(),
  /** the class’s own teachers */
  coveringFor: z.array(z.string()),
  /** by the district's clock */
  from: instant,
  to: instant,
  note: z.string().nullable(),
});
export type CoverRow = z.infer<typeof coverRow>;
export const coverList = paged(coverRow).extend({ now: instant, timeZone: z.string() });
