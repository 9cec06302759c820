import { instantOf } from '../platform';
import type { Counts } from './codes';

export const standings = ['notDue', 'due', 'late', 'taking', 'closed', 'locked'] as const;
/** Where a register stands for the office: not yet due, due now, late and nobody began, being taken, closed, locked. */
export type Standing = (typeof standings)[number];

interface Lesson {
  date: string;
  starts: string;
  ends: string | null;
  timeZone: string;
  lockAt: number | null;
}

/** After so many minutes a register nobody began is late. */
const lateAfterMs = 10 * 60_000;

/** @param live what was recorded; null when nobody has opened it. @param now the district's clock, ms */
export function standingAt(
  { date, starts, timeZone, lockAt }: Lesson,
  live: { status: 'open' | 'closed'; counts: Counts } | null,
  now: number,
): Standing {
  const locked = lockAt !== null && now >= lockAt;
  if (live?.status === 'closed') return locked ? 'locked' : 'closed';
  if (locked) return 'locked';
  if (live !== null && isBegun(live.counts)) return 'taking';
  const bell = instantOf(date, starts, timeZone);
  if (now < bell) return 'notDue';
  return now < bell + lateAfterMs ? 'due' : 'late';
}

/** Somebody marked somebody. */
export function isBegun({ unmarked: _unmarked, ...marked }: Counts): boolean {
  return Object.values(marked).some((n) => n > 0);
}

/** Open, and nobody marked anybody. */
export function isUntaken({ status, counts }: { status: 'open' | 'closed'; counts: Counts }): boolean {
  return status === 'open' && !isBegun(counts);
}
