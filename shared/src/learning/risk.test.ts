import { expect, it } from 'vitest';
import { riskLimits, risksOf } from './risk';

const now = Date.parse('2026-03-16T09:00Z');
const well = { lastAt: now - 3_600_000, share: 0.6, score: 0.8, completedAt: null };
const limits = riskLimits({ startsOn: '2026-03-02', endsOn: '2026-03-29' }, '2026-03-16', now);

it('says why somebody may not finish, by the days of the course', () => {
  expect(limits.behindBelow).toBeCloseTo(0.25);
  expect(risksOf(well, limits)).toEqual([]);
  expect(risksOf({ ...well, lastAt: null, share: 0, score: null }, limits)).toEqual(['notBegun', 'behind']);
  expect(risksOf({ ...well, lastAt: now - 8 * 86_400_000 }, limits)).toEqual(['away']);
  expect(risksOf({ ...well, score: 0.49 }, limits)).toEqual(['lowScore']);
  expect(risksOf({ ...well, lastAt: 0, score: 0, completedAt: now }, limits)).toEqual([]);
});

it('expects nothing of a course without days or before its first, and three quarters after its last', () => {
  expect(riskLimits({ startsOn: null, endsOn: null }, '2026-03-16', now).behindBelow).toBe(0);
  expect(riskLimits({ startsOn: '2026-03-20', endsOn: '2026-03-29' }, '2026-03-16', now).behindBelow).toBe(0);
  expect(riskLimits({ startsOn: '2026-02-01', endsOn: '2026-03-01' }, '2026-03-16', now).behindBelow).toBe(
    0.75,
  );
});
