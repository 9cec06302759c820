import { weekdayOf } from '../platform';

/** One day of a pupil as a warning reads it, in thousandths of a day. */
export interface DayFact {
  date: string;
  possible: number;
  attended: number;
}

export type Warning =
  /** absent ≥ 10 % of the days that were possible */
  | { kind: 'persistent' }
  /** absent ≥ 50 % */
  | { kind: 'severe' }
  /** so many more days absent reach 10 % */
  | { kind: 'near'; days: number }
  /** absent all day on each of the last so many school days */
  | { kind: 'consecutive'; days: number }
  /** absent on so many of this weekday (1 Monday … 7 Sunday), far more often than on others */
  | { kind: 'weekday'; weekday: number; days: number; of: number };

export interface AbsenceTotals {
  possible: number;
  absent: number;
}

const day = 1_000;
/** Before so many days a share says nothing. */
const leastDays = 10 * day;
const soon = 2;
const inARow = 3;
const leastMissed = 4;

export function absenceOf(days: readonly DayFact[]): AbsenceTotals {
  const possible = days.reduce((sum, each) => sum + each.possible, 0);
  return { possible, absent: possible - days.reduce((sum, each) => sum + each.attended, 0) };
}

/** Absent ÷ possible, in thousandths; excused days are absent days. */
export function absenceShare({ possible, absent }: AbsenceTotals): number {
  return possible === 0 ? 0 : Math.floor((1_000 * absent) / possible);
}

/** What somebody should look at. @param days in any order; each date once */
export function warningsOf(days: readonly DayFact[]): Warning[] {
  const absence = absenceOf(days);
  return [...shareWarnings(absence), ...consecutive(days), ...weekdays(days)];
}

function shareWarnings({ possible, absent }: AbsenceTotals): Warning[] {
  if (possible < leastDays) return [];
  if (2 * absent >= possible) return [{ kind: 'severe' }];
  if (10 * absent >= possible) return [{ kind: 'persistent' }];
  const days = daysUntilTenth({ possible, absent });
  return days <= soon ? [{ kind: 'near', days }] : [];
}

/** The fewest whole days of absence after which (absent + n) ÷ (possible + n) is at least a tenth. */
export function daysUntilTenth({ possible, absent }: AbsenceTotals): number {
  return Math.max(0, Math.ceil((possible - 10 * absent) / (9 * day)));
}

function consecutive(days: readonly DayFact[]): Warning[] {
  const latestFirst = days.filter(isPossible).sort((a, b) => b.date.localeCompare(a.date));
  const there = latestFirst.findIndex((each) => each.attended > 0);
  const missed = there === -1 ? latestFirst.length : there;
  return missed >= inARow ? [{ kind: 'consecutive', days: missed }] : [];
}

/** A weekday missed at least four times, on at least a quarter of its days, and three times as often as the others. */
function weekdays(days: readonly DayFact[]): Warning[] {
  const possible = days.filter(isPossible);
  const missed = possible.filter(isMissed);
  if (missed.length < leastMissed) return [];
  const [ofThose, missedThose] = [countsByWeekday(possible), countsByWeekday(missed)];
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): Warning[] => {
    const [of = 0, times = 0] = [ofThose[weekday], missedThose[weekday]];
    const [others, elsewhere] = [possible.length - of, missed.length - times];
    const often = times >= leastMissed && 4 * times >= of && times * others >= 3 * elsewhere * of;
    return often ? [{ kind: 'weekday', weekday, days: times, of }] : [];
  });
}

/** @returns how many, at 1 Monday … 7 Sunday */
function countsByWeekday(days: readonly DayFact[]): number[] {
  const counts = Array.from({ length: 8 }, () => 0);
  for (const { date } of days) {
    const weekday = weekdayOf(date);
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  return counts;
}

function isPossible({ possible }: DayFact): boolean {
  return possible > 0;
}

function isMissed({ possible, attended }: DayFact): boolean {
  return 2 * attended < possible;
}
