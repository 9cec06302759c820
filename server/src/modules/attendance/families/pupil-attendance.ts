import {
  attendanceOf,
  categoryOf,
  noCounts,
  type Counts,
  type OwnMark,
  type PupilAttendance,
  type StudentAttendance,
} from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import type { PipelineStage } from 'mongoose';
import type { Context } from '../../../platform/http/context';
import {
  classNameOf,
  classesOfPupil,
  dayKindOn,
  hasLessons,
  lessonsOn,
  termOn,
  type Timetable,
} from '../../schools';
import { codesFor, ensureCodesOf } from '../code-sets';
import { pupilFor } from './pupils';
import { registerId, registers } from '../register.repository';

/** A pupil's attendance, for a guardian or the staff of the school. @throws Failure not_found */
export async function pupilAttendance(
  ctx: Context,
  pupilId: string,
  month: string | undefined,
): Promise<PupilAttendance> {
  const { pupil, name, schoolId, timetable } = await pupilFor(ctx, pupilId, 'attendance:pupil');
  const [attendance] = await attendanceOfPupils(ctx, timetable, [pupil], month);
  return { ...attendanceAs(attendance), pupil, name, schoolId };
}

/** One is asked for, so one there is. */
export function attendanceAs(attendance: StudentAttendance | undefined): StudentAttendance {
  if (attendance === undefined) throw new Error('nobody was asked for');
  return attendance;
}

/**
 * The marks of a month and of today, and the sum of the term before today, of each of these pupils of one school, in their order.
 * @param asked `YYYY-MM`; null: today's marks only; undefined: the month today lies in
 */
export async function attendanceOfPupils(
  ctx: Context,
  timetable: Timetable,
  pupils: readonly string[],
  asked: string | null | undefined,
): Promise<StudentAttendance[]> {
  const { _id: schoolId, codeSet, timeZone } = timetable.school;
  const today = wallClock(ctx.now(), timeZone).date;
  const month = asked ?? today.slice(0, 7);
  const term = termOn(timetable.terms, today);
  const codes = await codesFor(codeSet);
  const [tallies, marks, classes] = await Promise.all([
    term === null
      ? new Map<string, Counts>()
      : tally(ctx, timetable, pupils, [term.from, addDays(today, -1)]),
    marksOf(ctx, timetable, pupils, asked === null ? [today, today] : [`${month}-01`, `${month}-31`], today),
    Promise.all(pupils.map((pupil) => classesOfPupil(pupil, schoolId, today))),
  ]);
  const lessons = lessonsOn(timetable, today);
  const schoolDays =
    asked === null ? [] : daysOf(month).filter((date) => hasLessons(dayKindOn(timetable, date)));
  return pupils.map((pupil, i) => {
    const before = tallies.get(pupil) ?? noCounts();
    return {
      ...{ now: ctx.now(), timeZone, codeSet, ...codes, today, month, schoolDays },
      term: term === null ? null : { name: term.name, from: term.from, to: term.to },
      before: { counts: before, ...attendanceOf(before) },
      lessons: lessons
        .filter((lesson) => classes[i]?.includes(lesson.classId))
        .map(({ classId, period, starts, ends, room }) => ({
          registerId: registerId({ schoolId, classId, date: today, period }),
          className: classNameOf(timetable, classId),
          ...{ starts, ends, room },
        })),
      marks: marks.filter((mark) => mark.pupil === pupil),
    };
  });
}

async function marksOf(
  ctx: Context,
  timetable: Timetable,
  pupils: readonly string[],
  [from, to]: [string, string],
  today: string,
): Promise<OwnMark[]> {
  const match = { schoolId: timetable.school._id, 'marks.pupil': { $in: [...pupils] } };
  const find = (date: string | { $gte: string; $lte: string }) =>
    registers(ctx).aggregate<Found>({ ...match, date }, marksOnly(pupils));
  const isShown = from <= today && today <= to;
  const found = await Promise.all([
    find({ $gte: from, $lte: to }),
    isShown ? Promise.resolve([]) : find(today),
  ]);
  return found
    .flat()
    .map(({ classId, mark, at, ...register }) => ({
      ...register,
      ...{ pupil: mark.pupil, className: classNameOf(timetable, classId), ver: mark.ver, code: mark.code },
      ...(mark.minutes === undefined ? {} : { minutes: mark.minutes }),
      at,
    }))
    .sort((a, b) => `${a.date}${a.starts}`.localeCompare(`${b.date}${b.starts}`));
}

interface Found {
  registerId: string;
  classId: string;
  date: string;
  starts: string;
  epoch: number;
  mark: { pupil: string; ver: number; code: string | null; minutes?: number };
  at: number | null;
}

/** Of each register only these pupils' marks, a row each: the others' stay in the database. */
function theirMarks(pupils: readonly string[], fields: Record<string, unknown>): PipelineStage[] {
  const cond = { $in: ['$$this.pupil', [...pupils]] };
  return [{ $project: { ...fields, mark: { $filter: { input: '$marks', cond } } } }, { $unwind: '$mark' }];
}

/** With when each mark was set: the log stays in the database, too. */
function marksOnly(pupils: readonly string[]): PipelineStage[] {
  const setBy = { $arrayElemAt: ['$log.tw', { $subtract: ['$mark.ver', 1] }] };
  return [
    ...theirMarks(pupils, { classId: 1, date: 1, starts: 1, epoch: 1, 'log.tw': 1 }),
    {
      $project: {
        _id: 0,
        registerId: '$_id',
        classId: 1,
        date: 1,
        starts: 1,
        epoch: 1,
        mark: { pupil: 1, ver: 1, code: 1, minutes: 1 },
        at: { $cond: [{ $gt: ['$mark.ver', 0] }, setBy, null] },
      },
    },
  ];
}

async function tally(
  ctx: Context,
  { school: { _id: schoolId } }: Timetable,
  pupils: readonly string[],
  [from, to]: [string, string],
): Promise<Map<string, Counts>> {
  const rows = await registers(ctx).aggregate<{
    _id: { pupil: string; code: string | null; codeSet: string };
    marks: number;
  }>({ schoolId, 'marks.pupil': { $in: [...pupils] }, date: { $gte: from, $lte: to } }, [
    ...theirMarks(pupils, { codeSet: 1 }),
    {
      $group: { _id: { pupil: '$mark.pupil', code: '$mark.code', codeSet: '$codeSet' }, marks: { $sum: 1 } },
    },
  ]);
  // each mark means what its own register's codes say: a school may have changed its set in the middle of a term
  await ensureCodesOf(rows.map(({ _id }) => _id));
  const tallies = new Map(pupils.map((pupil) => [pupil, noCounts()]));
  for (const { _id, marks } of rows) {
    const counts = tallies.get(_id.pupil);
    if (counts !== undefined) counts[categoryOf(_id.codeSet, _id.code)] += marks;
  }
  return tallies;
}

function daysOf(month: string): string[] {
  const days = Array.from({ length: 31 }, (_, i) => addDays(`${month}-01`, i));
  return days.filter((date) => date.startsWith(month));
}
