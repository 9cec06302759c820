import { addDays, instantOf, wallClock } from './time';

/** When nobody is to be disturbed, `HH:MM` to `HH:MM`. */
export interface QuietHours {
  quietFrom: string;
  quietTo: string;
}

/** The first moment at or after `moment` (ms) at which somebody may be disturbed. */
export function afterQuiet(moment: number, hours: QuietHours, timeZone: string): number {
  const { date, time } = wallClock(moment, timeZone);
  if (!isQuiet(time, hours)) return moment;
  const day = time < hours.quietTo ? date : addDays(date, 1);
  return instantOf(day, hours.quietTo, timeZone);
}

/** Quiet hours may reach over midnight; equal times mean there are none. */
function isQuiet(time: string, { quietFrom, quietTo }: QuietHours): boolean {
  if (quietFrom === quietTo) return false;
  return quietFrom < quietTo ? quietFrom <= time && time < quietTo : time >= quietFrom || time < quietTo;
}
