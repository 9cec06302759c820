import type { Stale } from '@quad/shared/platform';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StaleHints } from './stale';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const school = `school:${'a'.repeat(24)}`;
const quiet = `setup:${'b'.repeat(24)}`;

function aServer(sizes: Record<string, number>) {
  const told: (Stale & { at: number })[] = [];
  const began = Date.now();
  const hints = new StaleHints({
    to: () => ({
      emit: (_: unknown, stale: unknown): boolean =>
        told.push({ ...(stale as Stale), at: Date.now() - began }) > 0,
    }),
    size: (room) => sizes[room] ?? 0,
    rooms: () => Object.keys(sizes),
  });
  return { hints, told };
}

it('tells a thousand screens of one list twice a second at most, however much changes, and the newest in the end', () => {
  const { hints, told } = aServer({ [school]: 1_000 });
  for (let i = 1; i <= 1_000; i++) {
    hints.hint(school, String(1_000 - (i % 7) + i));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1_000);
  for (let from = 0; from < 11_000; from += 1_000)
    expect(told.filter(({ at }) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(2);
  expect(told.at(-1)).toMatchObject({ topic: school, version: '1994', room: 1_000 });
});

it('tells nobody of an empty room, and whoever enters it what they may have missed', () => {
  const { hints, told } = aServer({});
  hints.hint(quiet, '5');
  hints.hint(quiet, '4');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
  expect(hints.missed(quiet)).toEqual({ topic: quiet, version: '5', room: 0 });
  expect(hints.missed(school)).toBeNull();
  vi.advanceTimersByTime(60_000);
  hints.hint(school, '6');
  expect(hints.missed(quiet)).toBeNull();
});

it('lets every list read anew once history is lost, and no other room', () => {
  const { hints, told } = aServer({
    [school]: 1,
    [quiet]: 2,
    [`person:${'c'.repeat(24)}`]: 3,
    someSocket: 1,
  });
  hints.hintEverybody('9');
  vi.advanceTimersByTime(1_000);
  expect(told.map(({ topic, version }) => [topic, version])).toEqual([
    [school, '9'],
    [quiet, '9'],
  ]);
  const other = `pupil:${'d'.repeat(24)}`;
  expect(hints.missed(other)?.version).toBe('9');
  vi.advanceTimersByTime(60_000);
  expect(hints.missed(other)).toBeNull();
});
