import {
  attendanceOf,
  codeOf,
  noCounts,
  type CodeSetName,
  type Counts,
  type OwnMark,
  type StudentAttendance,
} from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import type { PipelineStage } from 'mongoose';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import {
  classNameOf,
  classesOfPupil,
  dayKindOn,
  hasLessons,
  lessonsOn,
  termOn,
  timetableOf,
  type Timetable,
} from '../schools';
import { registerId, registers } from './register.repository';

/** A pupil's own marks: the month asked for, today's, and the sum of the term before today. */
export async function myAttendance(ctx: Context, asked: string | undefined): Promise<StudentAttendance> {
  const pupil = ctx.actor.personId;
  ctx.authorize('attendance:own', { personId: pupil });
  const schoolId = ctx.actor.memberships.find((m) => m.role === 'student')?.schoolId;
  if (schoolId === undefined || schoolId === null) throw new Failure('not_found');
  const timetable = await timetableOf(ctx, schoolId);
  const { codeSet, timeZone } = timetable.school;
  const today = wallClock(ctx.now(), timeZone).date;
  const month = asked ?? today.slice(0, 7);
  const term = termOn(timetable.terms, today);
  const [before, marks, classes] = await Promise.all([
    term === null
      ? noCounts()
      : tally(ctx, pupil, { schoolId, from: term.from, to: addDays(today, -1), codeSet }),
    ownMarks(ctx, pupil, timetable, month, today),
    classesOfPupil(pupil, schoolId, today),
  ]);
  const lessons = lessonsOn(timetable, today).filter((lesson) => classes.includes(lesson.classId));
  return {
    now: ctx.now(),
    timeZone,
    codeSet,
    term: term === null ? null : { name: term.name, from: term.from, to: term.to },
    before: { counts: before, ...attendanceOf(before) },
    today,
    lessons: lessons.map(({ classId, period, starts, ends, room }) => ({
      registerId: registerId({ schoolId, classId, date: today, period }),
      className: classNameOf(timetable, classId),
      ...{ starts, ends, room },
    })),
    month,
    marks,
    schoolDays: daysOf(month).filter((date) => hasLessons(dayKindOn(timetable, date))),
  };
}

async function ownMarks(
  ctx: Context,
  pupil: string,
  timetable: Timetable,
  month: string,
  today: string,
): Promise<OwnMark[]> {
  const days = { $gte: `${month}-01`, $lte: `${month}-31` };
  const match = { schoolId: timetable.school._id, 'marks.pupil': pupil };
  const inMonth = registers(ctx).aggregate<Found>({ ...match, date: days }, ownMarkOf(pupil));
  const shown = today.startsWith(month)
    ? []
    : registers(ctx).aggregate<Found>({ ...match, date: today }, ownMarkOf(pupil));
  const found = (await Promise.all([inMonth, shown])).flat();
  return found
    .map(({ classId, mark, at, ...register }) => ({
      ...register,
      className: classNameOf(timetable, classId),
      ver: mark.ver,
      code: mark.code,
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
  mark: { ver: number; code: string | null; minutes?: number };
  at: number | null;
}

/** Of each register only this pupil's mark and when it was set: the log stays in the database. */
function ownMarkOf(pupil: string): PipelineStage[] {
  const setBy = { $arrayElemAt: ['$log.tw', { $subtract: ['$mark.ver', 1] }] };
  return [
    { $set: { mark: { $first: { $filter: { input: '$marks', cond: { $eq: ['$$this.pupil', pupil] } } } } } },
    {
      $project: {
        _id: 0,
        registerId: '$_id',
        classId: 1,
        date: 1,
        starts: 1,
        epoch: 1,
        mark: { ver: 1, code: 1, minutes: 1 },
        at: { $cond: [{ $gt: ['$mark.ver', 0] }, setBy, null] },
      },
    },
  ];
}

async function tally(
  ctx: Context,
  pupil: string,
  range: { schoolId: string; from: string; to: string; codeSet: CodeSetName },
): Promise<Counts> {
  const { schoolId, from, to, codeSet } = range;
  const rows = await registers(ctx).aggregate<{ _id: string | null; marks: number }>(
    { schoolId, 'marks.pupil': pupil, date: { $gte: from, $lte: to } },
    [
      {
        $project: {
          mark: { $first: { $filter: { input: '$marks', cond: { $eq: ['$$this.pupil', pupil] } } } },
        },
      },
      { $group: { _id: '$mark.code', marks: { $sum: 1 } } },
    ],
  );
  const counts = noCounts();
  for (const { _id: code, marks } of rows)
    counts[(code === null ? undefined : codeOf(codeSet, code)?.category) ?? 'unmarked'] += marks;
  return counts;
}

function daysOf(month: string): string[] {
  const days = Array.from({ length: 31 }, (_, i) => addDays(`${month}-01`, i));
  return days.filter((date) => date.startsWith(month));
}
