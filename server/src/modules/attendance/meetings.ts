import { isWithin } from '../../platform/database/collection';
import { addDays } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import {
  classNameOf,
  lessonsOn,
  nextSchoolDay,
  timetableOf,
  type LessonOn,
  type Timetable,
} from '../schools';
import { registerId } from './register.repository';

/** A lesson on a day: what a register is expected of. */
export interface Meeting {
  schoolId: string;
  date: string;
  lesson: LessonOn;
  className: string;
}

/** Of every school where the actor teaches or covers. */
export async function timetablesTaught(ctx: Context): Promise<Timetable[]> {
  const { teaches, covers } = ctx.actor;
  const schools = new Set([...teaches, ...covers].map((spell) => spell.schoolId));
  return Promise.all([...schools].map((schoolId) => timetableOf(ctx, schoolId)));
}

export function meetingsOf(ctx: Context, timetable: Timetable, date: string): Meeting[] {
  const taught = classesOn(ctx, date);
  return lessonsOn(timetable, date)
    .filter((lesson) => taught.has(lesson.classId))
    .map((lesson) => ({
      schoolId: timetable.school._id,
      date,
      lesson,
      className: classNameOf(timetable, lesson.classId),
    }));
}

/** The classes whose registers of that day are the actor's now: those they teach, and those they cover while the cover lasts. */
export function classesOn(ctx: Context, date: string): Set<string> {
  const { teaches, covers } = ctx.actor;
  const at = ctx.now();
  return new Set([
    ...teaches.filter((spell) => isWithin(spell, date)).map((spell) => spell.classId),
    ...covers
      .filter((cover) => cover.from <= at && at < cover.to && cover.date <= date && date <= cover.lastDate)
      .map((cover) => cover.classId),
  ]);
}

/** The nearest day after `date` on which one of these schools teaches; null within two months. */
export function nextDayOf(timetables: readonly Timetable[], date: string): string | null {
  const days = timetables.flatMap((timetable) => nextSchoolDay(timetable, date, addDays) ?? []);
  return days.toSorted()[0] ?? null;
}

export function idOf({ schoolId, date, lesson }: Meeting): string {
  return registerId({ schoolId, classId: lesson.classId, date, period: lesson.period });
}
