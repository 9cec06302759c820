import { wallClock, type IsoDate } from '@quad/shared/platform';

const shown = new Map<string, { minute: number; date: IsoDate }>();

/** The day a wall in that zone shows at `now` (ms). Every request asks, so each zone's answer is kept for its minute. */
export function dayOn(now: number, timeZone: string): IsoDate {
  const minute = Math.floor(now / 60_000);
  const last = shown.get(timeZone);
  if (last?.minute === minute) return last.date;
  const { date } = wallClock(now, timeZone);
  shown.set(timeZone, { minute, date });
  return date;
}
