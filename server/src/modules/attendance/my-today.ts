import { isWithin } from '../../platform/database/collection';
import {
  isUntaken,
  attendanceRulesOf,
  lockAtOf,
  type RegisterRow as RowDto,
  type TeacherToday,
} from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { namesOf } from '../identity';
import { classNameOf, dayKindOn, rollOn, teachersOn, type Timetable } from '../schools';
import { classesOn, idOf, meetingsOf, nextDayOf, timetablesTaught, type Meeting } from './meetings';
import { registers, type RegisterRow } from './register.repository';

/** How many days back a register nobody took is still brought up. */
const lookBackDays = 14;

/** The actor's lessons today and on the next school day with their registers, and the recent ones that nobody took. */
export async function myToday(ctx: Context): Promise<TeacherToday> {
  ctx.authorize('class:own', { personId: ctx.actor.personId });
  const { timeZone } = ctx.district;
  const { date, time } = wallClock(ctx.now(), timeZone);
  const timetables = await timetablesTaught(ctx);
  const meetings = timetables.flatMap((timetable) => meetingsOf(ctx, timetable, date));
  const next = nextDayOf(timetables, date);
  const ahead = next === null ? [] : timetables.flatMap((timetable) => meetingsOf(ctx, timetable, next));
  const past = timetables.flatMap((timetable) =>
    daysBefore(date).flatMap((day) => meetingsOf(ctx, timetable, day)),
  );
  const over = meetings.filter(({ lesson }) => lesson.ends !== null && lesson.ends < time);
  const [found, outside] = await Promise.all([
    registersOf(ctx, [...meetings, ...ahead, ...past]),
    outsideTimetable(ctx, timetables, date),
  ]);
  const untaken = [...past, ...over].filter(
    (meeting) =>
      isMissing(found.get(idOf(meeting))) && !isLocked(ctx, timetables, meeting, found.get(idOf(meeting))),
  );
  const rowsOf = (some: readonly Meeting[]): Promise<RowDto[]> =>
    Promise.all(some.map((meeting) => row(ctx, meeting, found.get(idOf(meeting)))));
  const [rows, coming, missed] = await Promise.all([rowsOf(meetings), rowsOf(ahead), rowsOf(untaken)]);
  return {
    date,
    now: ctx.now(),
    timeZone,
    dayKind: timetables[0] === undefined ? 'instructional' : dayKindOn(timetables[0], date),
    rows: inOrder(await withCoveredTeachers(ctx, [...rows, ...outside], date)),
    next: next === null ? null : { date: next, rows: inOrder(await withCoveredTeachers(ctx, coming, next)) },
    missed: missed.sort((a, b) => `${b.date}${b.starts}`.localeCompare(`${a.date}${a.starts}`)),
  };
}

function inOrder(rows: readonly RowDto[]): RowDto[] {
  return rows.toSorted((a, b) => a.starts.localeCompare(b.starts));
}

async function withCoveredTeachers(ctx: Context, rows: readonly RowDto[], date: string): Promise<RowDto[]> {
  const own = new Set(
    ctx.actor.teaches.filter((spell) => isWithin(spell, date)).map((spell) => spell.classId),
  );
  return Promise.all(
    rows.map(async (each) => {
      if (own.has(each.classId)) return each;
      const teachers = await teachersOn(each.classId, date, ctx.platform);
      const names = await namesOf(teachers, ctx.scope.districtId, ctx.platform);
      return { ...each, coveringFor: Object.values(names).join(', ') };
    }),
  );
}

function daysBefore(date: string): string[] {
  return Array.from({ length: lookBackDays }, (_, i) => addDays(date, -1 - i));
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
  const classId = { $in: [...classesOn(ctx, date)] };
  const schoolId = { $in: timetables.map(({ school }) => school._id) };
  const found = await registers(ctx).rows({ schoolId, classId, date, period: { $regex: /^at-/ } });
  return found.map((register) => {
    const timetable = timetables.find(({ school }) => school._id === register.schoolId);
    return present(register, timetable === undefined ? '' : classNameOf(timetable, register.classId));
  });
}

async function row(ctx: Context, meeting: Meeting, register: RegisterRow | undefined): Promise<RowDto> {
  const { date, lesson, className } = meeting;
  if (register !== undefined) return present(register, className);
  const pupils = (await rollOn(lesson.classId, date, ctx.platform)).length;
  return { ...lesson, registerId: idOf(meeting), className, date, pupils, live: null };
}

function present({ _id, epoch, seq, status, counts, ...register }: RegisterRow, className: string): RowDto {
  const pupils = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { ...register, registerId: _id, className, pupils, live: { epoch, seq, status, counts } };
}

/** What only the office can take any more is not brought up to a teacher. */
function isLocked(
  ctx: Context,
  timetables: readonly Timetable[],
  { schoolId, date, lesson }: Meeting,
  register: RegisterRow | undefined,
): boolean {
  const school = timetables.find((each) => each.school._id === schoolId)?.school;
  if (school === undefined) return false;
  const { timeZone } = school;
  const lockAt =
    register === undefined
      ? lockAtOf(attendanceRulesOf(school), { ...lesson, date, timeZone })
      : register.lockAt;
  return ctx.now() >= (lockAt ?? Infinity);
}

/** A register that was never born is missing, too: what is expected comes from the timetable. */
function isMissing(register: RegisterRow | undefined): boolean {
  return register === undefined || isUntaken(register);
}
