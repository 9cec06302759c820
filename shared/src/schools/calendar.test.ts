import { describe, expect, it } from 'vitest';
import { bellFaults, nextYear, termFaults } from '.';

describe('terms', () => {
  const term = (from: string, to: string) => ({ from, to });
  it('may follow one another in any order, but share no day', () => {
    expect(termFaults([term('2026-04-20', '2026-07-22'), term('2026-01-05', '2026-04-19')])).toEqual([]);
    expect(termFaults([term('2026-01-05', '2026-04-20'), term('2026-04-20', '2026-07-22')])).toEqual([
      { index: 1, field: 'to', fault: 'overlaps' },
    ]);
    expect(termFaults([term('2026-04-20', '2026-04-19')])).toEqual([
      { index: 0, field: 'to', fault: 'reversed' },
    ]);
  });
});

describe('bells', () => {
  const bell = (period: string, starts: string, ends: string) => ({
    period,
    name: `P${period}`,
    starts,
    ends,
  });
  it('may ring as the one before ends, but not before', () => {
    expect(bellFaults([bell('1', '09:00', '09:45'), bell('2', '09:45', '10:30')])).toEqual([]);
    expect(bellFaults([bell('1', '09:00', '09:45'), bell('2', '09:44', '10:30')])).toMatchObject([
      { index: 1, fault: 'overlaps' },
    ]);
    expect(bellFaults([bell('1', '09:00', '09:00')])).toMatchObject([{ fault: 'reversed' }]);
  });
  it('have names of their own, whatever their case', () => {
    const twice = [bell('1', '09:00', '09:45'), { ...bell('2', '10:00', '10:45'), name: 'p1 ' }];
    expect(bellFaults(twice)).toEqual([{ index: 1, field: 'name', fault: 'twice' }]);
  });
});

describe('the year after', () => {
  it.each([
    ['7B', '8B'],
    ['7B Mathematics', '8B Mathematics'],
    ['9-MAT', '10-MAT'],
    ['Chess club', 'Chess club'],
    ['Year 7', 'Year 7'],
    ['13A', null],
  ])('of %s is %s', (now, next) => expect(nextYear(now)).toBe(next));
});
