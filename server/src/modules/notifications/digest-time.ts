import { digestTime } from '@quad/shared/notifications';
import { addDays, instantOf, wallClock } from '@quad/shared/platform';

/** The first moment after `now` (ms) at which digests go out. */
export function nextDigest(now: number, timeZone: string): number {
  const { date, time } = wallClock(now, timeZone);
  return instantOf(time < digestTime ? date : addDays(date, 1), digestTime, timeZone);
}
