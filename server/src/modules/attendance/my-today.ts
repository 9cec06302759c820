import type { RegisterRow as RowDto, TeacherToday } from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import {
  classNameOf,
  dayKindOn,
  isWithin,
  lessonsOn,
  rollOn,
  timetableOf,
  type LessonOn,
  type Timetable,
} from '../schools';
import { registerId, registers, type RegisterRow } from './register.repository';

/** How many days back a register nobody took is still brought up. */
const lookBackDays = 14;

interface Meeting {
  schoolId: string;
  date: string;
  lesson: LessonOn;
  className: string;
}

/** The actor's lessons today with their registers, and the recent ones that nobody took. */
export async function myToday(ctx: Context): Promise<TeacherToday> {
  ctx.authorize('class:own', { personId: ctx.actor.personId });
  const { timeZone } = ctx.district;
  const { date, time } = wallClock(ctx.now(), timeZone);
  const timetables = await timetablesTaught(ctx);
  const meetings = timetables.flatMap((timetable) => meetingsOf(ctx, timetable, date));
  const past = timetables.flatMap((timetable) =>
    daysBefore(date).flatMap((day) => meetingsOf(ctx, timetable, day)),
  );
  const over = meetings.filter(({ lesson }) => lesson.ends !== null && lesson.ends < time);
  const [found, outside] = await Promise.all([
    registersOf(ctx, [...meetings, ...past]),
    outsideTimetable(ctx, timetables, date),
  ]);
  const untaken = [...past, ...over].filter((meeting) => isUntaken(found.get(idOf(meeting))));
  const [rows, missed] = await Promise.all([
    Promise.all(meetings.map((meeting) => row(ctx, meeting, found.get(idOf(meeting))))),
    Promise.all(untaken.map((meeting) => row(ctx, meeting, found.get(idOf(meeting))))),
  ]);
  return {
    date,
    now: ctx.now(),
    timeZone,
    dayKind: timetables[0] === undefined ? 'instructional' : dayKindOn(timetables[0], date),
    rows: [...rows, ...outside].sort((a, b) => a.starts.localeCompare(b.starts)),
    missed: missed.sort((a, b) => `${b.date}${b.starts}`.localeCompare(`${a.date}${a.starts}`)),
  };
}

async function timetablesTaught(ctx: Context): Promise<Timetable[]> {
  const schools = new Set(ctx.actor.teaches.map((spell) => spell.schoolId));
  return Promise.all([...schools].map((schoolId) => timetableOf(ctx, schoolId)));
}

function meetingsOf(ctx: Context, timetable: Timetable, date: string): Meeting[] {
  const taught = new Set(
    ctx.actor.teaches.filter((spell) => isWithin(spell, date)).map((spell) => spell.classId),
  );
  return lessonsOn(timetable, date)
    .filter((lesson) => taught.has(lesson.classId))
    .map((lesson) => ({
      schoolId: timetable.school._id,
      date,
      lesson,
      className: classNameOf(timetable, lesson.classId),
    }));
}

function daysBefore(date: string): string[] {
  return Array.from({ length: lookBackDays }, (_, i) => addDays(date, -1 - i));
}

function idOf({ schoolId, date, lesson }: Meeting): string {
  return registerId({ schoolId, classId: lesson.classId, date, period: lesson.period });
}

async function registersOf(ctx: Context, meetings: readonly Meeting[]): Promise<Map<string, RegisterRow>> {
  const rows = await registers(ctx).rows({ _id: { $in: meetings.map(idOf) } });
  return new Map(rows.map((found) => [found._id, found]));
}

/** Registers of the actor's classes that somebody opened outside the timetable today. */
async function outsideTimetable(
  ctx: Context,
  timetables: readonly Timetable[],
  date: string,
): Promise<RowDto[]> {
  const classId = {
    $in: ctx.actor.teaches.filter((spell) => isWithin(spell, date)).map((spell) => spell.classId),
  };
  const schoolId = { $in: timetables.map(({ school }) => school._id) };
  const found = await registers(ctx).rows({ schoolId, classId, date, period: { $regex: /^at-/ } });
  return found.map((register) => {
    const timetable = timetables.find(({ school }) => school._id === register.schoolId);
    return present(register, timetable === undefined ? '' : classNameOf(timetable, register.classId));
  });
}

async function row(
  ctx: Context,
  { schoolId, date, lesson, className }: Meeting,
  register: RegisterRow | undefined,
): Promise<RowDto> {
  if (register !== undefined) return present(register, className);
  const { classId, period, periodName, starts, ends, room } = lesson;
  const pupils = (await rollOn(classId, date, ctx.platform)).length;
  const id = registerId({ schoolId, classId, date, period });
  return {
    registerId: id,
    classId,
    className,
    date,
    period,
    periodName,
    starts,
    ends,
    room,
    pupils,
    live: null,
  };
}

function present({ _id, epoch, seq, status, counts, ...register }: RegisterRow, className: string): RowDto {
  const pupils = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { ...register, registerId: _id, className, pupils, live: { epoch, seq, status, counts } };
}

/** Nobody marked anybody. A register that was never born counts, too: what is expected comes from the timetable. */
function isUntaken(register: RegisterRow | undefined): boolean {
  if (register === undefined) return true;
  return (
    register.status === 'open' &&
    Object.entries(register.counts).every(([category, n]) => category === 'unmarked' || n === 0)
  );
}
