import { attendanceRulesOf, lockAtOf, type CaughtUp } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import {
  dayKindOn,
  hasLessons,
  lessonsOn,
  rollOn,
  refuseArchived,
  timetableOf,
  type LessonOn,
  type Timetable,
} from '../schools';
import { ensureCodes } from './code-sets';
import { catchUp, readable } from './catch-up';
import { notMine, officeOf } from './why-not';
import { bornRegister, ensureRegisters, registerId } from './register.repository';

interface Key {
  schoolId: string;
  classId: string;
  date: string;
  period: string;
}

/** Makes sure the register exists and answers with it whole. Asking twice, or two people at once, makes one. */
export async function openRegister(ctx: Context, id: string, key: Key): Promise<CaughtUp> {
  if (!ctx.can('register:open', key)) throw await refusal(ctx, key);
  if (id !== registerId(key)) {
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'registerId', message: 'does not belong to this class, day and period' }],
    });
  }
  const timetable = await timetableOf(ctx, key.schoolId);
  await give(ctx, timetable, key);
  return catchUp(ctx, await readable(ctx, id), { epoch: 0, since: 0 });
}

/** Opens a register outside the timetable, at `at` (HH:MM) or now. */
export async function startRegister(
  ctx: Context,
  classId: string,
  at: string | undefined,
): Promise<{ registerId: string }> {
  const { teaches, covers } = ctx.actor;
  const taught = [...teaches, ...covers].find((t) => t.classId === classId);
  const schoolId = taught?.schoolId ?? (await schoolOf(ctx, classId));
  const timetable = await timetableOf(ctx, schoolId);
  const { date, time } = wallClock(ctx.now(), timetable.school.timeZone);
  const key = { schoolId, classId, date, period: `at-${(at ?? time).replace(':', '')}` };
  if (!ctx.can('register:open', key)) throw await refusal(ctx, key);
  await give(ctx, timetable, key);
  return { registerId: registerId(key) };
}

/** A pupil or a district admin may not at all; a colleague is told whose class it is. */
async function refusal(ctx: Context, key: Key): Promise<Failure> {
  const reads = ctx.can('register:read', { districtId: ctx.scope.districtId, ...key });
  return reads ? new Failure('not_allowed') : notMine(ctx, key);
}

async function give(ctx: Context, timetable: Timetable, key: Key): Promise<void> {
  refuseArchived(timetable);
  if (!timetable.classes.some((c) => c._id === key.classId)) throw new Failure('not_found');
  const kind = dayKindOn(timetable, key.date);
  if (!hasLessons(kind))
    throw new Failure('not_a_school_day', `${key.date} is marked in the calendar as: ${kind}.`, {
      about: { date: key.date, kind, office: await officeOf(ctx, key.schoolId, key.date) },
    });
  const lesson = lessonOf(timetable, key);
  const pupils = await rollOn(key.classId, key.date, ctx.platform);
  const { districtId, codeSet, timeZone } = timetable.school;
  const { periodName, starts, ends, room } = lesson;
  const lockAt = lockAtOf(attendanceRulesOf(timetable.school), { date: key.date, starts, ends, timeZone });
  await ensureCodes(codeSet);
  await ensureRegisters([
    bornRegister({ ...key, districtId, codeSet, lockAt, periodName, starts, ends, room }, pupils, ctx.now()),
  ]);
}

/** The lesson the key names; a register outside the timetable has only its beginning. @throws Failure invalid_request */
function lessonOf(timetable: Timetable, { classId, date, period }: Key): LessonOn {
  const outside = /^at-([01]\d|2[0-3])([0-5]\d)$/.exec(period);
  const room = timetable.classes.find((c) => c._id === classId)?.room ?? null;
  if (outside !== null)
    return { classId, period, periodName: '', starts: `${outside[1]}:${outside[2]}`, ends: null, room };
  const lesson = lessonsOn(timetable, date).find((l) => l.classId === classId && l.period === period);
  if (lesson !== undefined) return lesson;
  throw new Failure('invalid_request', undefined, {
    errors: [{ field: 'period', message: `this class has no lesson in period ${period} on ${date}` }],
  });
}

/** For those who do not teach it but may open it: office and school admins know their school's classes. */
async function schoolOf(ctx: Context, classId: string): Promise<string> {
  const { schoolIds } = ctx.scope;
  for (const schoolId of schoolIds === 'all' ? [] : schoolIds) {
    const { classes } = await timetableOf(ctx, schoolId);
    if (classes.some((c) => c._id === classId)) return schoolId;
  }
  throw new Failure('not_found');
}
