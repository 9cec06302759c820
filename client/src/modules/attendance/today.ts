import type { RegisterCounts, RegisterRow, TeacherToday } from '@quad/shared/attendance';
import { noCounts } from '@quad/shared/attendance';
import { minutesUntil } from '../../platform/dates';

export interface Day {
  now: RegisterRow[];
  next: RegisterRow[];
  earlier: RegisterRow[];
}

/**
 * The day as the clock has it: offline past midnight, what was the next school day is today. Null where this device does not
 * know that day.
 */
export function dayAt(known: TeacherToday, date: string): TeacherToday | null {
  const { next } = known;
  if (date <= known.date) return known;
  if (next === null || next.date < date) return null;
  if (next.date === date) return { ...known, date, dayKind: 'instructional', rows: next.rows, next: null };
  return { ...known, date, dayKind: 'nonInstructional', rows: [] };
}

/** Sorts a day's lessons by where the clock stands. A register without an end counts as on for an hour. */
export function splitDay(today: TeacherToday, now: number): Day {
  const day: Day = { now: [], next: [], earlier: [] };
  for (const row of today.rows) {
    const until = (time: string): number => minutesUntil(now, row.date, time, today.timeZone);
    const over = row.ends === null ? until(row.starts) < -60 : until(row.ends) <= 0;
    day[over ? 'earlier' : until(row.starts) > 0 ? 'next' : 'now'].push(row);
  }
  return day;
}

/** Nobody has marked anybody yet, whether or not the register is born. */
export function isUntaken({ live, pupils }: RegisterRow): boolean {
  if (live === null) return true;
  const { unmarked, ...marked } = { ...noCounts(), ...live.counts };
  return pupils > 0 && unmarked > 0 && Object.values(marked).every((count) => count === 0);
}

/** The day with a register's news in it; news older than what is shown changes nothing. */
export function mergeCounts(today: TeacherToday, news: RegisterCounts): TeacherToday {
  const merge = (row: RegisterRow): RegisterRow => {
    if (row.registerId !== news.registerId || !isNews(row, news)) return row;
    const { epoch, seq, status, counts } = news;
    return { ...row, live: { epoch, seq, status, counts } };
  };
  const rows = today.rows.map(merge);
  const missed = today.missed.map(merge).filter((row) => isUntaken(row));
  const coming = today.next?.rows.map(merge) ?? [];
  const same =
    rows.every((row, index) => row === today.rows[index]) &&
    coming.every((row, index) => row === today.next?.rows[index]) &&
    missed.length === today.missed.length;
  return same ? today : { ...today, rows, missed, next: today.next && { ...today.next, rows: coming } };
}

/** An answer may have been read just before what is shown had come by value. */
export function withLaterCounts(shown: TeacherToday, answer: TeacherToday): TeacherToday {
  const rows = [...shown.rows, ...shown.missed, ...(shown.next?.rows ?? [])];
  return rows.reduce(
    (today, { registerId, classId, date, live }) =>
      live === null ? today : mergeCounts(today, { registerId, classId, date, ...live }),
    answer,
  );
}

function isNews({ live }: RegisterRow, { epoch, seq }: RegisterCounts): boolean {
  return live === null || epoch > live.epoch || (epoch === live.epoch && seq > live.seq);
}
