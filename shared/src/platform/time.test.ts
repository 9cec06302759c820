import { describe, expect, it } from 'vitest';
import { addDays, instantOf, wallClock, weekdayOf } from './time';

describe('a school’s wall clock', () => {
  it('shows the day and time of its own zone', () => {
    const instant = Date.parse('2026-03-04T23:30:00Z');
    expect(wallClock(instant, 'Europe/London')).toEqual({ date: '2026-03-04', time: '23:30', weekday: 3 });
    expect(wallClock(instant, 'Asia/Tokyo')).toEqual({ date: '2026-03-05', time: '08:30', weekday: 4 });
  });

  it('keeps its lessons where they are when the clocks change', () => {
    const bell = (date: string): string => new Date(instantOf(date, '08:55', 'Europe/London')).toISOString();
    expect([bell('2026-03-27'), bell('2026-03-30')]).toEqual([
      '2026-03-27T08:55:00.000Z',
      '2026-03-30T07:55:00.000Z',
    ]);
    expect(new Date(instantOf('2026-03-29', '01:30', 'Europe/London')).toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('counts days and weekdays across months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect([weekdayOf('2026-03-02'), weekdayOf('2026-03-08')]).toEqual([1, 7]);
    expect([weekdayOf('2028-02-29'), weekdayOf('1969-12-31')]).toEqual([2, 3]);
    expect(() => weekdayOf('yesterday')).toThrow(RangeError);
  });
});
