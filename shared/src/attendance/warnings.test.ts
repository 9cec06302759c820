import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../platform';
import { absenceOf, daysUntilTenth, warningsOf, type DayFact } from './warnings';

/** School days from Monday 5 January 2026 on: 1 there, 0 absent, h half. */
function days(pattern: string): DayFact[] {
  const dates = Array.from({ length: 400 }, (_, i) => addDays('2026-01-05', i)).filter(
    (d) => weekdayOf(d) <= 5,
  );
  return Array.from(pattern).map((there, i) => ({
    date: dates[i] ?? '',
    possible: 1000,
    attended: there === '1' ? 1000 : there === 'h' ? 500 : 0,
  }));
}
const kinds = (pattern: string): string[] => warningsOf(days(pattern)).map((warning) => warning.kind);

describe('early warnings', () => {
  it('say ten and fifty per cent, and nothing before ten days', () => {
    expect(kinds('1111111110')).toEqual(['persistent']);
    expect(kinds('1010101010')).toContain('severe');
    expect(kinds('0')).toEqual([]);
    expect(kinds('1'.repeat(40))).toEqual([]);
  });

  it('say how few days are left until ten per cent', () => {
    expect(warningsOf(days('1'.repeat(19) + '0' + '1'))).toEqual([{ kind: 'near', days: 2 }]);
    expect(warningsOf(days('1'.repeat(18)))).toEqual([{ kind: 'near', days: 2 }]);
    expect(kinds('1'.repeat(19))).toEqual([]);
  });

  it('say days in a row, whatever came before', () => {
    expect(warningsOf(days('1'.repeat(60) + '000'))).toContainEqual({ kind: 'consecutive', days: 3 });
    expect(kinds('1'.repeat(60) + '00')).not.toContain('consecutive');
    expect(kinds('1'.repeat(60) + '0001')).not.toContain('consecutive');
  });

  it('say a weekday that is missed far more often than others', () => {
    expect(warningsOf(days('11110'.repeat(8)))).toContainEqual({
      kind: 'weekday',
      weekday: 5,
      days: 8,
      of: 8,
    });
    expect(kinds('01010'.repeat(8))).not.toContain('weekday');
  });

  it('promise exactly the days it takes to reach a tenth', () => {
    const facts = fc.array(fc.constantFrom('1', '0', 'h'), { minLength: 10, maxLength: 120 });
    fc.assert(
      fc.property(facts, (pattern) => {
        const absence = absenceOf(days(pattern.join('')));
        const n = daysUntilTenth(absence);
        const after = (more: number): boolean =>
          10 * (absence.absent + 1000 * more) >= absence.possible + 1000 * more;
        expect(after(n)).toBe(true);
        if (n > 0) expect(after(n - 1)).toBe(false);
      }),
    );
  });
});
