import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCounts } from './codes';
import { dayOfPupil, schoolYearOf, sumOfDays, type LessonMark } from './day';
import { standingAt } from './standing';

const lesson = (starts: string, code: string | null, minutes?: number): LessonMark => ({
  starts,
  ends: `${String(Number(starts.slice(0, 2)) + 1).padStart(2, '0')}${starts.slice(2)}`,
  code,
  set: 'international',
  ...(minutes === undefined ? {} : { minutes }),
});

describe('a pupil’s day', () => {
  it('is the share of the marked lessons attended', () => {
    const day = dayOfPupil(
      [lesson('09:00', 'P'), lesson('10:00', 'A'), lesson('11:00', 'L', 5), lesson('13:00', null)],
      'lessons',
    );
    expect(day).toMatchObject({ possible: 1000, attended: 667, unexplained: 1 });
    expect(day.counts).toMatchObject({ present: 1, late: 1, absent: 1, unmarked: 1 });
  });

  it('is two sessions, each decided by its first marked lesson', () => {
    const marks = [lesson('10:00', 'A'), lesson('09:00', 'P'), lesson('13:00', 'E'), lesson('14:00', 'P')];
    expect(dayOfPupil(marks, 'sessions')).toMatchObject({ possible: 1000, attended: 500 });
    expect(dayOfPupil([lesson('13:00', 'P')], 'sessions')).toMatchObject({
      possible: 500,
      attended: 500,
    });
  });

  it('is the minutes there', () => {
    const marks = [
      lesson('09:00', 'L', 15),
      lesson('10:00', 'P'),
      lesson('11:00', 'A'),
      lesson('12:00', 'D', 45),
    ];
    expect(dayOfPupil(marks, 'minutes')).toMatchObject({ possible: 1000, attended: 500 });
  });

  it('counts nothing that nobody marked or that was not possible', () => {
    for (const rule of ['lessons', 'sessions', 'minutes'] as const)
      expect(
        dayOfPupil([lesson('09:00', null), { ...lesson('10:00', 'Y4'), set: 'england' }], rule),
      ).toMatchObject({ possible: 0, attended: 0 });
  });

  it('reads each mark by the codes it was made with', () => {
    const english = { ...lesson('10:00', 'N'), set: 'england' };
    for (const marks of [
      [lesson('09:00', 'P'), english],
      [english, lesson('09:00', 'P')],
    ])
      expect(dayOfPupil(marks, 'lessons')).toMatchObject({
        ...{ possible: 1000, attended: 500, unexplained: 1 },
        counts: { present: 1, absent: 1, unmarked: 0 },
      });
  });

  it('never attends more than was possible, and days add up whatever their order', () => {
    const mark = fc.record({
      starts: fc.constantFrom('08:00', '09:30', '11:59', '12:00', '14:15'),
      ends: fc.constantFrom(null, '15:00', '16:30'),
      code: fc.constantFrom(null, 'P', 'L', 'A', 'E', 'D', 'T'),
      set: fc.constant('international'),
      minutes: fc.option(fc.nat(600), { nil: undefined }),
    });
    const days = fc.array(fc.array(mark, { maxLength: 8 }), { maxLength: 12 });
    fc.assert(
      fc.property(days, fc.constantFrom('lessons', 'sessions', 'minutes'), (all, rule) => {
        const read = all.map((marks) => dayOfPupil(marks, rule));
        for (const { attended, possible } of read) {
          expect(attended).toBeGreaterThanOrEqual(0);
          expect(attended).toBeLessThanOrEqual(possible);
        }
        const total = sumOfDays(read);
        expect(sumOfDays([...read].reverse())).toEqual(total);
        const lessons = all.reduce((sum, marks) => sum + marks.length, 0);
        expect(Object.values(total.counts).reduce((a, b) => a + b, 0)).toBe(lessons);
      }),
    );
  });

  it('belongs to the year that began in August', () => {
    expect(['2025-08-01', '2026-07-31', '2025-07-31'].map(schoolYearOf)).toEqual([2025, 2025, 2024]);
  });
});

describe('where a register stands', () => {
  const at = (time: string): number => Date.parse(`2026-03-04T${time}:00Z`);
  const of = {
    date: '2026-03-04',
    starts: '09:00',
    ends: '10:00',
    timeZone: 'Europe/London',
    lockAt: at('18:00'),
  };
  const live = (status: 'open' | 'closed', present: number) => ({
    status,
    counts: { ...noCounts(), present },
  });

  it('goes from not due to due to late while nobody begins', () => {
    expect(['08:59', '09:00', '09:10', '17:59', '18:00'].map((t) => standingAt(of, null, at(t)))).toEqual([
      'notDue',
      'due',
      'late',
      'late',
      'locked',
    ]);
    expect(standingAt(of, live('open', 0), at('09:30'))).toBe('late');
  });

  it('is being taken, closed, and locked in the end', () => {
    expect(standingAt(of, live('open', 3), at('08:50'))).toBe('taking');
    expect(standingAt(of, live('closed', 3), at('09:30'))).toBe('closed');
    expect(standingAt(of, live('closed', 3), at('18:00'))).toBe('locked');
    expect(standingAt({ ...of, lockAt: null }, live('open', 3), at('23:00'))).toBe('taking');
  });
});
