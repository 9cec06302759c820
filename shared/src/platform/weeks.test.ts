import { describe, expect, it } from 'vitest';
import { everyDay, daysOfWeek, weekOf, zonedTime } from './weeks';

describe('an ISO week', () => {
  it('begins on Monday and belongs to the year of its Thursday', () => {
    expect(weekOf('2026-03-04')).toBe('2026-W10');
    expect(weekOf('2027-01-03')).toBe('2026-W53');
    expect(weekOf('2024-12-30')).toBe('2025-W01');
    expect(daysOfWeek('2025-W01')?.[0]).toBe('2024-12-30');
  });

  it('has seven days also when the clocks change in it', () => {
    expect(daysOfWeek('2026-W13')).toEqual([
      ...['2026-03-23', '2026-03-24', '2026-03-25', '2026-03-26'],
      ...['2026-03-27', '2026-03-28', '2026-03-29'],
    ]);
  });

  it('is none when its year has no 53rd', () => {
    expect(daysOfWeek('2025-W53')).toBeNull();
    expect(daysOfWeek('2026-W53')).toHaveLength(7);
    expect(daysOfWeek('March')).toBeNull();
  });

  it('is none when its days cannot be written with a year of four digits', () => {
    expect(daysOfWeek('9999-W51')?.[6]).toBe('9999-12-26');
    expect(daysOfWeek('9999-W52')).toBeNull();
  });
});

describe('days and moments', () => {
  it('are counted by the calendar, not by hours', () => {
    expect(everyDay('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(everyDay('2026-03-30', '2026-03-28')).toEqual([]);
  });

  it('carry the distance from UTC of that day', () => {
    const before = Date.parse('2026-03-29T00:59:00Z');
    expect(zonedTime(before, 'Europe/London')).toBe('2026-03-29T00:59:00+00:00');
    expect(zonedTime(before + 60_000, 'Europe/London')).toBe('2026-03-29T02:00:00+01:00');
    expect(zonedTime(Date.parse('2026-03-08T06:59:00Z'), 'America/New_York')).toBe(
      '2026-03-08T01:59:00-05:00',
    );
    expect(zonedTime(Date.parse('2026-03-08T07:00:00Z'), 'America/New_York')).toBe(
      '2026-03-08T03:00:00-04:00',
    );
  });
});
