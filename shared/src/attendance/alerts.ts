import { afterQuiet } from '../platform';
import type { AttendanceRules } from './rules';

type Quiet = Pick<AttendanceRules, 'graceMinutes' | 'quietFrom' | 'quietTo'>;

/** What has happened with an alert; instants in ms of the district's clock. */
export interface AlertStamps {
  sentAt: number | null;
  retractedAt: number | null;
  answeredAt: number | null;
}

export interface AlertStatus extends AlertStamps {
  state: 'waiting' | 'sent' | 'retracted' | 'answered';
  /** when the guardian is told; null while there is nothing to tell */
  dueAt: number | null;
}

export const noStamps: AlertStamps = { sentAt: null, retractedAt: null, answeredAt: null };

/**
 * Where an alert stands now, from the day's marks as they are and from what was done, never from what it was before.
 * @param noticedAt when the oldest absence that is still unexplained was marked; null when the day holds none
 */
export function alertStatus(
  noticedAt: number | null,
  stamps: AlertStamps,
  rules: Quiet,
  timeZone: string,
  now: number,
): AlertStatus {
  if (stamps.answeredAt !== null) return { ...stamps, state: 'answered', dueAt: null };
  const told = stamps.sentAt !== null && stamps.sentAt > (stamps.retractedAt ?? -Infinity);
  if (noticedAt === null)
    return { ...stamps, retractedAt: told ? now : stamps.retractedAt, state: 'retracted', dueAt: null };
  if (told) return { ...stamps, state: 'sent', dueAt: null };
  const due = afterQuiet(Math.max(now, noticedAt + rules.graceMinutes * 60_000), rules, timeZone);
  if (now < due) return { ...stamps, state: 'waiting', dueAt: due };
  // told again at the moment it was taken back must still count as later
  const sentAt = Math.max(now, (stamps.retractedAt ?? -1) + 1);
  return { ...stamps, sentAt, state: 'sent', dueAt: null };
}
