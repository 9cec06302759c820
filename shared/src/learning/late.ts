import { Temporal } from 'temporal-polyfill';
import type { AssignmentBody } from './assignment.dto';

type LateRule = AssignmentBody['late'];

/**
 * Days begun since it was due, by the school's wall: the first begins right after the due moment, the next one at the same time
 * the day after, whatever the clocks do in between. 0 when it is on time.
 */
export function lateDays(at: number, dueAt: number | null, timeZone: string): number {
  if (dueAt === null || at <= dueAt) return 0;
  const [due, handedIn] = [dueAt, at].map((instant) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const { days } = due.until(handedIn, { largestUnit: 'days' });
  return due.add({ days }).epochMilliseconds < at ? days + 1 : days;
}

/** Whether work so many days late is still taken. */
export function isTaken(rule: LateRule, days: number): boolean {
  if (days === 0) return true;
  return rule.kind === 'taken' || (rule.kind === 'less' && days <= rule.days);
}

/** Share of all points that lateness takes away, 0 to 1. */
export function lateShare(rule: LateRule, days: number): number {
  return rule.kind === 'less' ? Math.min(1, rule.perDay * Math.min(days, rule.days)) : 0;
}

/** What is left of the points given, rounded to hundredths; never less than 0. @param of all there are */
export function afterLateness(points: number, of: number, rule: LateRule, days: number): number {
  return hundredths(Math.max(0, points - of * lateShare(rule, days)));
}

export function hundredths(points: number): number {
  return Math.round(points * 100) / 100;
}
