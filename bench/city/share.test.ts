import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawAbsent, presentAt } from './share';

describe('how many pupils are present', () => {
  it.each([
    [120, '90.42', 109], // 108.504
    [120, '95.00', 114],
    [250, '64.60', 162], // 161.5: the half rounds up, to present; floating point makes it 161.49999…
    [375, '9.20', 35], // 34.5
    [100, '1.5', 2],
    [30, '100', 30],
    [30, '0.00', 0],
    [1, '49.99', 0],
    [1, '50', 1],
  ])('of %i at %s percent is %i', (pupils, percent, present) => {
    expect(presentAt(pupils, percent)).toBe(present);
  });

  it('is never further than half a pupil from the percentage, and never more than all', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6_000 }), hundredths, (pupils, n) => {
        const percent = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
        const present = presentAt(pupils, percent);
        // in ten-thousandths of a pupil, so that this side is exact too
        expect(Math.abs(present * 10_000 - pupils * n)).toBeLessThanOrEqual(5_000);
        expect(present).toBeLessThanOrEqual(pupils);
      }),
    );
  });
});

describe('who is absent', () => {
  it('is as many as asked for, within the school, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), fc.string(), (pupils, n, seed) => {
        const count = n % (pupils + 1);
        const absent = drawAbsent(pupils, count, seed);
        expect(absent.size).toBe(count);
        expect([...absent].every((place) => place >= 0 && place < pupils)).toBe(true);
        expect(drawAbsent(pupils, count, seed)).toEqual(absent);
      }),
    );
  });

  it('differs from day to day', () => {
    expect(drawAbsent(120, 12, '01M015|2015-03-04')).not.toEqual(drawAbsent(120, 12, '01M015|2015-03-05'));
  });
});
