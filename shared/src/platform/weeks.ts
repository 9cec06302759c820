import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './ids';
import { addDays } from './time';

/** An ISO week, `YYYY-Www`: it begins on Monday and belongs to the year its Thursday lies in. */
export type IsoWeek = string;

export const isoWeekPattern = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/;

export function weekOf(date: IsoDate): IsoWeek {
  const day = Temporal.PlainDate.from(date);
  return `${String(day.yearOfWeek).padStart(4, '0')}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

/** Monday to Sunday; null for a 53rd week of a year that has 52, and for one that reaches beyond 9999. */
export function daysOfWeek(week: IsoWeek): IsoDate[] | null {
  if (!isoWeekPattern.test(week)) return null;
  // 4 January lies in the first week of its year
  const fourth = Temporal.PlainDate.from(`${week.slice(0, 4)}-01-04`);
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(week.slice(6)) - 1 });
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday.toString(), i));
  const isWritable = days.every((date) => date.length === 'YYYY-MM-DD'.length);
  return isWritable && weekOf(monday.toString()) === week ? days : null;
}

/** Every day from the first to the last, both included. */
export function everyDay(from: IsoDate, to: IsoDate): IsoDate[] {
  const count = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(from, i));
}

/** A moment as its wall shows it, with the distance from UTC: `2026-03-29T02:30:00+01:00`. */
export function zonedTime(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ timeZone, smallestUnit: 'second' });
}
