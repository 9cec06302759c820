import type { z } from 'zod';
import type { ImportResult, schoolImport } from '@quad/shared/schools';
import { newId } from '../../platform/database/connect';
import type { Context } from '../../platform/http/context';
import { Failure, type FieldError } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { checkPeople, enrolPeople } from '../identity';
import { districtCodeSet } from './attendance-settings';
import { ClassModel, EnrolmentModel, LessonModel, TeachingModel, type SchoolClass } from './class.model';
import { CalendarDayModel, SchoolModel, TermModel, type School } from './school.model';
import { timetableTag } from './timetable';

type Incoming = z.output<typeof schoolImport>;

export async function importSchool(ctx: Context, incoming: Incoming): Promise<ImportResult> {
  ctx.authorize('school:import', { districtId: ctx.district.id });
  return bringInSchool(ctx.district.id, incoming, ctx.platform);
}

/**
 * Brings in one school whole. What has the same code is updated and nothing is doubled, so a run that was cut off is
 * finished by running it again. It does not end what is missing: that is the roster import's work, which may govern what
 * this one brings.
 */
export async function bringInSchool(
  districtId: string,
  incoming: Incoming,
  { hasher, cache }: Platform,
): Promise<ImportResult> {
  refuseUnknownCodes(incoming);
  const { terms, teachers, pupils } = incoming;
  const from = terms.map((term) => term.from).sort()[0] ?? '';
  const everyone = [
    ...teachers.map((t) => ({ ...t, role: 'teacher' as const })),
    ...pupils.map((p) => ({ ...p, role: 'student' as const })),
  ];
  // all that can be refused is refused before anything is written
  await checkPeople(districtId, everyone);
  const { schoolId, created } = await importPlace(districtId, incoming);
  await importCalendar({ districtId, schoolId }, incoming);
  const people = await enrolPeople({ districtId, schoolId, from, rostered: true }, everyone, hasher);
  const lessons = await importClasses({ districtId, schoolId, from }, incoming, people);
  // a job may have read the school half made; whoever waits for this must not find that
  await cache.forget([timetableTag(schoolId)]);
  return {
    schoolId,
    created,
    people: people.size,
    classes: incoming.classes.length,
    lessons,
  };
}

/** Finds the school by its code or makes it, in one step: two imports at once bring in one school. */
async function importPlace(
  districtId: string,
  incoming: Incoming,
): Promise<{ schoolId: string; created: boolean }> {
  const { code, name, group, timeZone, periods } = incoming;
  const fresh = newId();
  const codeSet = await districtCodeSet(districtId);
  const school = await SchoolModel.findOneAndUpdate(
    { districtId, code },
    {
      $set: { name, group, timeZone, periods },
      $setOnInsert: { _id: fresh, schoolId: fresh, codeSet, archivedAt: null },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<School>();
  return { schoolId: school._id, created: school._id === fresh };
}

async function importCalendar(
  place: { districtId: string; schoolId: string },
  { terms, days = [] }: Incoming,
): Promise<void> {
  const { districtId, schoolId } = place;
  const termWrites = terms.map(({ from, name, to }) => ({
    updateOne: {
      filter: { schoolId, from },
      update: { $set: { name, to, removedAt: null }, $setOnInsert: { _id: newId(), districtId } },
      upsert: true,
    },
  }));
  const dayWrites = days.map(({ date, kind }) => ({
    updateOne: {
      filter: { schoolId, date },
      update: { $set: { kind }, $setOnInsert: { _id: newId(), districtId } },
      upsert: true,
    },
  }));
  await Promise.all([
    TermModel.bulkWrite(termWrites),
    dayWrites.length > 0 && CalendarDayModel.bulkWrite(dayWrites),
  ]);
}

async function importClasses(
  place: { districtId: string; schoolId: string; from: string },
  { classes }: Incoming,
  people: Map<string, string>,
): Promise<number> {
  const { districtId, schoolId, from } = place;
  const spell = { districtId, schoolId, from };
  const started = () => ({ _id: newId(), districtId, to: null, rostered: true });
  const once = <F extends object>(filter: F, extra: object = {}) => ({
    updateOne: { filter, update: { $setOnInsert: { ...started(), ...extra } }, upsert: true },
  });
  await ClassModel.bulkWrite(
    classes.map(({ code, name, subject, room }) => ({
      updateOne: {
        filter: { schoolId, code, to: null },
        update: { $set: { name, subject, room }, $setOnInsert: { _id: newId(), districtId, rostered: true } },
        upsert: true,
      },
    })),
  );
  const made = await ClassModel.find({ schoolId, to: null }, { code: 1 }).limit(5_000).lean<SchoolClass[]>();
  const idOf = new Map(made.map((each) => [each.code, each._id]));
  const inClass = (code: string) => ({ schoolId, classId: idOf.get(code) ?? '' });

  const lessons = classes.flatMap((c) =>
    c.lessons.map((lesson) => once({ ...inClass(c.code), ...lesson, from: spell.from }, { room: c.room })),
  );
  const teachings = classes.flatMap((c) =>
    c.teacherCodes.map((t) => once({ ...inClass(c.code), personId: people.get(t) ?? '', from })),
  );
  const enrolments = classes.flatMap((c) =>
    c.pupilCodes.map((p) => {
      const { classId } = inClass(c.code);
      return once({ classId, pupilId: people.get(p) ?? '', from }, { schoolId });
    }),
  );
  // who is in a class before when it meets: a register is born from its lesson, with the roll there is
  if (enrolments.length > 0) await EnrolmentModel.bulkWrite(enrolments);
  if (teachings.length > 0) await TeachingModel.bulkWrite(teachings);
  if (lessons.length > 0) await LessonModel.bulkWrite(lessons);
  return lessons.length;
}

/** Everything a class names must be in the same import, or half of it would hang in the air. */
function refuseUnknownCodes({ classes, teachers, pupils, periods }: Incoming): void {
  const known = {
    teacher: new Set(teachers.map((t) => t.code)),
    pupil: new Set(pupils.map((p) => p.code)),
    period: new Set(periods.map((p) => p.period)),
  };
  const errors: FieldError[] = classes.flatMap((c, index) => [
    ...c.teacherCodes
      .filter((code) => !known.teacher.has(code))
      .map((code) => missing(index, 'teacherCodes', code)),
    ...c.pupilCodes
      .filter((code) => !known.pupil.has(code))
      .map((code) => missing(index, 'pupilCodes', code)),
    ...c.lessons
      .filter(({ period }) => !known.period.has(period))
      .map(({ period }) => missing(index, 'lessons', period)),
  ]);
  if (errors.length > 0)
    throw new Failure('invalid_request', 'The classes name what this import does not bring.', {
      errors: errors.slice(0, 50),
    });
}

function missing(index: number, field: string, code: string): FieldError {
  return { field: `classes.${index}.${field}`, message: `${code} is not in this import` };
}
