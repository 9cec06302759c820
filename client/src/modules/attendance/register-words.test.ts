import { expect, test } from 'vitest';
import { chipState, minutesLate } from './register-words';

const quiet = { notSaved: [], waiting: 0, unreachable: false };
const refused = {
  action: { mid: '', n: 1, seen: { epoch: 0, seq: 0 }, at: 0, kind: 'close' as const },
  reason: 'not_allowed',
};

test('the chip says what matters most', () => {
  expect(chipState(quiet)).toBe('inLine');
  expect(chipState({ ...quiet, waiting: 2 })).toBe('saving');
  expect(chipState({ ...quiet, unreachable: true })).toBe('offline');
  expect(chipState({ ...quiet, waiting: 3, unreachable: true })).toBe('waiting');
  expect(chipState({ notSaved: [refused], waiting: 3, unreachable: true })).toBe('notSaved');
});

const lesson = { date: '2026-03-04', starts: '08:55', ends: '09:45', timeZone: 'Europe/London' };
const at = (time: string): number => Date.parse(`2026-03-04T${time}Z`);

test('lateness counts from the start of the lesson, by the school’s wall', () => {
  expect(minutesLate(lesson, at('09:07:30'))).toBe(12);
  expect(minutesLate({ ...lesson, timeZone: 'America/New_York' }, at('14:07:00'))).toBe(12);
  expect(minutesLate(lesson, at('08:55:20'))).toBe(0);
});

test('before the lesson nobody is late by any minutes', () => {
  expect(minutesLate(lesson, at('08:54:59'))).toBeUndefined();
});

test('after the lesson nobody can tell from the clock how late somebody came', () => {
  expect(minutesLate(lesson, at('09:46:00'))).toBeUndefined();
  expect(minutesLate({ ...lesson, ends: null }, at('13:00:00'))).toBeUndefined();
});
