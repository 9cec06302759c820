import {
  addCounts,
  categoryOf,
  countsAsPresent,
  isUnexplained,
  noCounts,
  type CodeSetId,
  type Counts,
} from './codes';
import type { AttendanceRules } from './rules';

/** One pupil's mark in one lesson. Times are `HH:MM` on the school's wall. */
export interface LessonMark {
  starts: string;
  ends: string | null;
  code: string | null;
  /** the codes it was made with; on one day a school may change them */
  set: CodeSetId;
  minutes?: number;
}

/** What a pupil's lessons of one day come to. */
export interface PupilDay {
  counts: Counts;
  /** thousandths of a day that were possible: 0, 500 for half a day, 1000 */
  possible: number;
  /** thousandths of a day attended, never more than possible */
  attended: number;
  /** lessons missed and nobody knows why */
  unexplained: number;
}

const day = 1_000;
const noon = '12:00';
const usualMinutes = 60;

/**
 * How lessons make a day, by the school's rule. `lessons`: the share of the marked lessons attended. `sessions`: morning and
 * afternoon, half a day each, decided by the first lesson marked in it. `minutes`: by the minutes of the marked lessons, less
 * those late or gone early. Lessons nobody marked, or that were not possible, don't count either way.
 */
export function dayOfPupil(marks: readonly LessonMark[], rule: AttendanceRules['dayRule']): PupilDay {
  const counts = noCounts();
  for (const { set, code } of marks) counts[categoryOf(set, code)] += 1;
  const unexplained = marks.filter(({ set, code }) => isUnexplained(set, code)).length;
  return { counts, unexplained, ...shareOf(marks.filter(isCounted), rule) };
}

function isCounted({ set, code }: LessonMark): boolean {
  const category = categoryOf(set, code);
  return category !== 'unmarked' && category !== 'notRequired';
}

function shareOf(
  counted: readonly LessonMark[],
  rule: AttendanceRules['dayRule'],
): Pick<PupilDay, 'possible' | 'attended'> {
  if (counted.length === 0) return { possible: 0, attended: 0 };
  const isThere = ({ set, code }: LessonMark): boolean => countsAsPresent(categoryOf(set, code));
  if (rule === 'sessions') {
    const inOrder = [...counted].sort((a, b) => a.starts.localeCompare(b.starts));
    const sessions = [inOrder.find((m) => m.starts < noon), inOrder.find((m) => m.starts >= noon)];
    const held = sessions.filter((session) => session !== undefined);
    return { possible: (held.length * day) / 2, attended: (held.filter(isThere).length * day) / 2 };
  }
  if (rule === 'minutes') {
    const there = counted.map((mark) =>
      isThere(mark) ? Math.max(0, lengthOf(mark) - (mark.minutes ?? 0)) : 0,
    );
    return {
      possible: day,
      attended: Math.round((day * sum(there)) / Math.max(1, sum(counted.map(lengthOf)))),
    };
  }
  return { possible: day, attended: Math.round((day * counted.filter(isThere).length) / counted.length) };
}

function lengthOf({ starts, ends }: LessonMark): number {
  return ends === null ? usualMinutes : Math.max(1, minutesOf(ends) - minutesOf(starts));
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** Days put together: a pupil's year, or a school's day. */
export function sumOfDays(days: Iterable<PupilDay>): PupilDay {
  const total: PupilDay = { counts: noCounts(), possible: 0, attended: 0, unexplained: 0 };
  for (const each of days) {
    total.counts = addCounts(total.counts, each.counts);
    total.possible += each.possible;
    total.attended += each.attended;
    total.unexplained += each.unexplained;
  }
  return total;
}

/** The year a school day belongs to, by the calendar year it begins in: from 1 August to 31 July. */
export function schoolYearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5, 7) >= '08' ? year : year - 1;
}
