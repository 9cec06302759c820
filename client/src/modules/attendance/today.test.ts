import { noCounts, type RegisterRow, type TeacherToday } from '@quad/shared/attendance';
import { expect, test } from 'vitest';
import { dayAt, mergeCounts, splitDay } from './today';

const row = (
  registerId: string,
  starts: string,
  ends: string,
  live: RegisterRow['live'] = null,
): RegisterRow => ({
  ...{
    registerId,
    starts,
    ends,
    live,
    classId: '6',
    className: '7B',
    date: '2026-03-04',
    period: '1',
    periodName: '1',
    room: null,
    pupils: 30,
  },
});
const counted = (seq: number, present: number): NonNullable<RegisterRow['live']> => ({
  epoch: 1,
  seq,
  status: 'open',
  counts: { ...noCounts(), present, unmarked: 30 - present },
});
const today = (rows: RegisterRow[], missed: RegisterRow[] = []): TeacherToday => ({
  date: '2026-03-04',
  now: 0,
  timeZone: 'UTC',
  dayKind: 'instructional',
  rows,
  missed,
  next: null,
});
const news = (registerId: string, seq: number, present: number) => ({
  registerId,
  classId: '6',
  date: '2026-03-04',
  ...counted(seq, present),
});

test('a lesson is coming until it begins and earlier from the minute it ends', () => {
  const day = today([row('a', '08:00', '08:45'), row('b', '08:45', '09:30'), row('c', '09:30', '10:15')]);
  const split = splitDay(day, Date.parse('2026-03-04T08:45:00Z'));
  expect(
    [split.earlier, split.now, split.next].map((rows) => rows.map(({ registerId }) => registerId)),
  ).toEqual([['a'], ['b'], ['c']]);
});

test('counts that arrive late change nothing; newer ones and the first ones do', () => {
  const before = today([row('a', '08:00', '08:45', counted(5, 20)), row('b', '09:00', '09:45')]);
  expect(mergeCounts(before, news('a', 4, 3))).toBe(before);
  expect(mergeCounts(before, news('a', 6, 21)).rows[0]?.live?.counts.present).toBe(21);
  expect(mergeCounts(before, news('b', 1, 1)).rows[1]?.live?.seq).toBe(1);
});

test('a missed register leaves the list once somebody takes it', () => {
  const before = today([], [row('m', '14:10', '14:55')]);
  expect(mergeCounts(before, news('m', 0, 0)).missed).toHaveLength(1);
  expect(mergeCounts(before, news('m', 1, 30)).missed).toHaveLength(0);
});

test('offline past midnight the next school day is today, a day between has no lessons, and a later one is not known', () => {
  const tomorrow = { date: '2026-03-09', rows: [{ ...row('c', '08:00', '08:45'), date: '2026-03-09' }] };
  const known = { ...today([row('a', '08:00', '08:45')]), next: tomorrow };
  expect(dayAt(known, '2026-03-04')).toBe(known);
  expect(dayAt(known, '2026-03-07')).toMatchObject({ rows: [], dayKind: 'nonInstructional' });
  expect(dayAt(known, '2026-03-09')).toMatchObject({ date: '2026-03-09', rows: tomorrow.rows, next: null });
  expect(dayAt(known, '2026-03-10')).toBeNull();
});
