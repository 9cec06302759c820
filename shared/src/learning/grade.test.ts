import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalOf, type Graded } from './grade';
import { noGrading, type Grading } from './gradebook.dto';
import { cellText, columnHead, escapeFormula, lessonIdIn, readCell, unescapeFormula } from './gradebook-csv';
import { afterLateness, isTaken, lateDays } from './late';
import { pointsOf, rubricPoints } from './assignment-points';

const idOf = (n: number): string => String(n).padStart(24, '0');
const graded: fc.Arbitrary<Graded[]> = fc
  .array(
    fc.record({
      of: fc.integer({ min: 0, max: 100 }),
      share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      excused: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ of, share, excused }, n) => {
      return { lessonId: idOf(n), of, points: share === null ? null : share * of, excused };
    }),
  );
const weighing: fc.Arbitrary<Grading> = fc
  .record({
    weights: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 4 }),
    drop: fc.integer({ min: 0, max: 3 }),
    places: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 }),
  })
  .map(({ weights, drop, places }) => ({
    version: 1,
    categories: weights.map((weight, n) => ({ id: idOf(900 + n), title: `${n}`, weight, dropLowest: drop })),
    lessons: places.flatMap((place, n) =>
      place < weights.length ? [{ lessonId: idOf(n), categoryId: idOf(900 + place) }] : [],
    ),
  }));
const withDrop = (grading: Grading, dropLowest: number): Grading => ({
  ...grading,
  categories: grading.categories.map((category) => ({ ...category, dropLowest })),
});

describe('a total', () => {
  it('is a share of the points without categories, and nothing while nothing counts', () => {
    const one = (points: number | null, of: number) => ({ lessonId: idOf(of), points, of, excused: false });
    expect(totalOf([one(5, 10), one(30, 30), one(null, 50)], noGrading)).toBe(35 / 40);
    expect(totalOf([one(null, 10)], noGrading)).toBeNull();
    expect(totalOf([one(0, 0)], noGrading)).toBeNull();
  });

  it('stays between 0 and 1, whatever order lessons and categories stand in', () => {
    fc.assert(
      fc.property(graded, weighing, (all, grading) => {
        const total = totalOf(all, grading);
        if (total !== null) expect(total >= 0 && total <= 1).toBe(true);
        expect(totalOf([...all].reverse(), { ...grading, lessons: [...grading.lessons].reverse() })).toBe(
          total,
        );
        const turned = totalOf(all, { ...grading, categories: [...grading.categories].reverse() });
        if (total === null) expect(turned).toBeNull();
        else expect(turned).toBeCloseTo(total, 9);
      }),
    );
  });

  it('does not know of what is excused, and is never lowered by dropping more', () => {
    fc.assert(
      fc.property(graded, weighing, fc.boolean(), (all, grading, weighed) => {
        const by = weighed ? grading : noGrading;
        expect(totalOf(all, by)).toBe(
          totalOf(
            all.filter(({ excused }) => !excused),
            by,
          ),
        );
        for (const drop of [0, 1, 2]) {
          const [less, more] = [drop, drop + 1].map((each) => totalOf(all, withDrop(grading, each)));
          expect(less === null).toBe(more === null);
          expect((more ?? 0) - (less ?? 0)).toBeGreaterThan(-1e-9);
        }
      }),
    );
  });

  it('shares out the weights among the categories that have grades, and scales with them', () => {
    fc.assert(
      fc.property(graded, weighing, fc.integer({ min: 1, max: 9 }), (all, grading, times) => {
        const scaled = {
          ...grading,
          categories: grading.categories.map((c) => ({ ...c, weight: c.weight * times })),
        };
        const [before, after] = [totalOf(all, grading), totalOf(all, scaled)];
        if (before === null) expect(after).toBeNull();
        else expect(after).toBeCloseTo(before, 9);
        const full = all.map((each) => ({ ...each, points: each.points === null ? null : each.of }));
        const best = totalOf(full, grading);
        if (best !== null) expect(best).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('lateness', () => {
  const london = 'Europe/London';
  const due = Date.parse('2026-03-28T12:00:00Z');

  it('counts days begun by the school’s wall, through a night that lacks an hour', () => {
    expect(lateDays(due, due, london)).toBe(0);
    expect(lateDays(due + 1, due, london)).toBe(1);
    // clocks go forward on the 29th: noon comes after 23 hours
    expect(lateDays(Date.parse('2026-03-29T11:00:00Z'), due, london)).toBe(1);
    expect(lateDays(Date.parse('2026-03-29T11:00:01Z'), due, london)).toBe(2);
    expect(lateDays(due * 2, null, london)).toBe(0);
  });

  it('is taken by its rule, and takes no more than there is', () => {
    const less = { kind: 'less' as const, perDay: 0.1, days: 3 };
    expect([0, 1].map((days) => isTaken({ kind: 'refused' }, days))).toEqual([true, false]);
    expect([3, 4].map((days) => isTaken(less, days))).toEqual([true, false]);
    expect(afterLateness(8, 10, less, 2)).toBe(6);
    expect(afterLateness(1, 10, less, 3)).toBe(0);
    expect(afterLateness(8, 10, { kind: 'taken' }, 9)).toBe(8);
  });
});

describe('a rubric', () => {
  const criterion = (n: number, ...points: number[]) => ({
    ...{ id: idOf(n), title: `${n}`, levels: points.map((each) => ({ label: `${each}`, points: each })) },
  });
  const rubric = [criterion(1, 0, 2, 5), criterion(2, 3, 1)];

  it('gives the points of the levels chosen, once each criterion has one', () => {
    expect(pointsOf({ points: 99, rubric })).toBe(8);
    expect(pointsOf({ points: 99, rubric: [] })).toBe(99);
    const chosen = (...levels: number[]) => levels.map((level, n) => ({ criterionId: idOf(n + 1), level }));
    expect(rubricPoints(rubric, chosen(2, 1))).toBe(6);
    expect(rubricPoints(rubric, chosen(2))).toBeNull();
    expect(rubricPoints(rubric, chosen(2, 2))).toBeNull();
  });
});

describe('a file of grades', () => {
  it('never begins a field with a formula, and gives every text back as it was', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^['=+\-@\t]{1,4}.{0,5}$/));
    fc.assert(
      fc.property(text, (given) => {
        expect(escapeFormula(given)).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(unescapeFormula(escapeFormula(given))).toBe(given);
        expect(lessonIdIn(columnHead({ title: given, lessonId: idOf(7) }))).toBe(idOf(7));
      }),
    );
  });

  it('says points as it reads them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (hundredth) => {
        const points = hundredth / 100;
        expect(readCell(cellText({ points, excused: false }), 1_000)).toEqual({ kind: 'points', points });
      }),
    );
    expect(readCell('7,5', 10)).toEqual({ kind: 'points', points: 7.5 });
    expect(readCell(' ex ', 10)).toEqual({ kind: 'excuse' });
    expect(readCell('', 10)).toEqual({ kind: 'leave' });
    expect(['10.1', '-1', '1e3', 'A'].map((each) => readCell(each, 10))).toEqual([
      ...['tooMany', 'notANumber', 'notANumber', 'notANumber'],
    ]);
  });
});
