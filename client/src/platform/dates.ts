import { instantOf, wallClock, type IsoDate } from '@quad/shared/platform';
import { formatLocale } from './i18n';

/** A calendar day has no zone: it is written as noon UTC and read as UTC. */
function noon(date: IsoDate): Date {
  return new Date(`${date}T12:00:00Z`);
}

export function formatDay(date: IsoDate, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(formatLocale(), { ...options, timeZone: 'UTC' })
    .format(noon(date))
    .replace(',', '');
}

export const longDay = (date: IsoDate): string =>
  formatDay(date, { weekday: 'long', day: 'numeric', month: 'long' });
export const shortDay = (date: IsoDate): string =>
  formatDay(date, { weekday: 'short', day: 'numeric', month: 'long' });

/** `HH:MM` on the school's wall. */
export function timeAt(instant: number, timeZone: string): string {
  return wallClock(instant, timeZone).time;
}

/** “3 March 2026, 08:55”, for a moment of real time. */
export function momentAt(instant: number, timeZone: string): string {
  const { date, time } = wallClock(instant, timeZone);
  return `${formatDay(date, { day: 'numeric', month: 'long', year: 'numeric' })}, ${time}`;
}

/** Whole minutes from `now` until that wall shows this time; negative when it has. */
export function minutesUntil(now: number, date: IsoDate, time: string, timeZone: string): number {
  return Math.ceil((instantOf(date, time, timeZone) - now) / 60_000);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value);
}

/** “96.3 %”; null when nothing was counted, because nothing is not 0 %. */
export function formatPercent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  return new Intl.NumberFormat(formatLocale(), {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(part / whole);
}
