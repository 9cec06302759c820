import { describe, expect, it } from 'vitest';
import { drive, inTurn, median, percentile } from './load';

describe('what a load reports', () => {
  it('takes the nearest rank for a percentile', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([50, 95, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 50)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });

  it('takes the middle value for a median, or lies between the two', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });

  it('counts each piece of work, and every lane waits for its own', async () => {
    let underWay = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay--;
    };
    const { done, p50 } = await drive([work, work, work], 0.1);
    expect(most).toBe(3);
    expect(done).toBeGreaterThanOrEqual(3);
    expect(p50).toBeGreaterThanOrEqual(9);
  });

  it('fails when a piece of work fails, since a load with errors measures nothing', async () => {
    await expect(drive([() => Promise.reject(new Error('refused'))], 1)).rejects.toThrow('refused');
  });
});

it('what is dealt to lanes is worked on in turn, each thing by one lane alone', async () => {
  const met: number[] = [];
  const work = [0, 1, 2, 3].map((n) => () => Promise.resolve(void met.push(n)));
  const [first] = inTurn(work, 2);
  for (let time = 0; time < 4; time++) await first?.();
  expect(met).toEqual([0, 2, 0, 2]);
});
