import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './ids';

/** The day and `HH:MM` a clock on the school's wall shows at `instant` (ms). */
export function wallClock(
  instant: number,
  timeZone: string,
): { date: IsoDate; time: string; weekday: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: local.dayOfWeek,
  };
}

/** The instant (ms) at which that wall shows this day and time; in a gap of the clocks, the moment after it. */
export function instantOf(date: IsoDate, time: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** 1 Monday … 7 Sunday. Asked for every day of every pupil's year, so by plain arithmetic: an ISO day is midnight UTC. */
export function weekdayOf(date: IsoDate): number {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (Number.isNaN(day)) throw new RangeError(`${date} is no day of the calendar`);
  return day === 0 ? 7 : day;
}

/** Days from `from` to `to`; negative when it comes before. */
export function dayCount(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}
