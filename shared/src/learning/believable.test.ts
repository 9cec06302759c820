import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affordable,
  claiming,
  counted,
  fetching,
  segmentRanges,
  spend,
  unclaimed,
  watchedShare,
  type Evidence,
} from './believable';
import { difference, firstSeconds, intersection, merged, secondsIn, type Range } from './ranges';

const end = 120;
const range = fc.tuple(fc.integer({ min: -5, max: end }), fc.integer({ min: -5, max: end }));
const ranges = fc.array(range, { maxLength: 12 });
const secondsOf = (some: readonly Range[]): Set<number> =>
  new Set(some.flatMap(([from, to]) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)));

describe('ranges', () => {
  it('are sets of seconds, whatever their order and overlaps', () => {
    fc.assert(
      fc.property(ranges, ranges, fc.integer({ min: 0, max: end }), (a, b, n) => {
        const [left, right] = [secondsOf(a), secondsOf(b)];
        expect(secondsOf(merged([...a, ...b]))).toEqual(new Set([...left, ...right].sort((x, y) => x - y)));
        expect([...secondsOf(intersection(a, b))]).toEqual(
          [...left].filter((s) => right.has(s)).sort((x, y) => x - y),
        );
        expect([...secondsOf(difference(a, b))]).toEqual(
          [...left].filter((s) => !right.has(s)).sort((x, y) => x - y),
        );
        expect(secondsIn(a)).toBe(left.size);
        expect([...secondsOf(firstSeconds(a, n))]).toEqual([...left].sort((x, y) => x - y).slice(0, n));
        const whole = merged(a);
        expect(whole.every(([from], i) => from > (whole[i - 1]?.[1] ?? -Infinity))).toBe(true);
      }),
    );
  });
});

type Said = { played: Range[] } | { segments: number[] };
const said: fc.Arbitrary<Said[]> = fc.array(
  fc.oneof(
    fc.record({ played: ranges }),
    fc.record({ segments: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }) }),
  ),
  { maxLength: 20 },
);
const nothing: Evidence = { claimed: [], fetched: [] };
const afterAll = (all: readonly Said[]): Evidence =>
  all.reduce<Evidence>(
    (evidence, each) =>
      'played' in each
        ? claiming(evidence, unclaimed(evidence, each.played, end), Infinity)
        : fetching(evidence, segmentRanges(each.segments, end)),
    nothing,
  );

describe('what is believed', () => {
  it('is the same in whatever order and however often it was said, and only grows', () => {
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.nat()), (all, chances) => {
        const ways = [...chances.take(all.length)];
        const shuffled = all.map((each, i) => [ways[i] ?? 0, each] as const).sort(([a], [b]) => a - b);
        const other = [...shuffled.map(([, each]) => each), ...all];
        expect(counted(afterAll(other))).toEqual(counted(afterAll(all)));
        for (const i of all.keys()) {
          const before = counted(afterAll(all.slice(0, i)));
          expect(difference(before, counted(afterAll(all)))).toEqual([]);
        }
      }),
    );
  });

  it('was said, was fetched and lies in the video', () => {
    fc.assert(
      fc.property(said, (all) => {
        const played = all.flatMap((each) => ('played' in each ? each.played : []));
        const sent = all.flatMap((each) => ('segments' in each ? segmentRanges(each.segments, end) : []));
        const believed = counted(afterAll(all));
        for (const bound of [played, sent, [[0, end]] as Range[]])
          expect(difference(believed, bound)).toEqual([]);
        expect(watchedShare(secondsIn(believed), end)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is nothing new when something is watched again, and next to nothing after a jump to the end', () => {
    const once = fetching(claiming(nothing, [[0, 40]], 40), segmentRanges([0, 1, 2, 3], 600));
    expect(unclaimed(once, [[0, 40]], 600)).toEqual([]);
    const jump: Range[] = [[0, 600]];
    const sent = [0, 1, 2, 147, 148, 149];
    const jumped = fetching(claiming(nothing, unclaimed(nothing, jump, 600), 600), segmentRanges(sent, 600));
    expect(watchedShare(secondsIn(counted(jumped)), 600)).toBeLessThan(0.05);
  });

  it('reaches all of a film that ends in the middle of a second', () => {
    const whole = segmentRanges([0, 1, 2], 10.04);
    expect(whole).toEqual([[0, 11]]);
    expect(watchedShare(10, 10.04)).toBe(1);
    expect(watchedShare(11, 10.04)).toBe(1);
  });

  it('does not fall into thousands of pieces', () => {
    const crumbs = Array.from({ length: 2_000 }, (_, n): Range => [n * 2, n * 2 + 1]);
    expect(claiming(nothing, crumbs, Infinity)).toBe(nothing);
  });
});

describe('the time for it', () => {
  it('never exceeds real time × 2 since the beginning, and after a pause of any length 150 seconds of film', () => {
    const asks = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 400_000 }), wants: fc.integer({ min: 0, max: 5_000 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(asks, (all) => {
        const began = 1_000_000;
        let [now, spentTo, total] = [began, began, 0];
        for (const { after, wants } of all) {
          now += after;
          const granted = Math.min(wants, affordable(spentTo, now));
          expect(granted).toBeLessThanOrEqual(150);
          spentTo = spend(spentTo, granted, now);
          total += granted;
          expect(total).toBeLessThanOrEqual(((now - began) * 2) / 1_000);
        }
      }),
    );
  });

  it('is enough for whoever watches at double speed, and what was given back can be spent again', () => {
    let spentTo = 0;
    for (let now = 30_000; now < 600_000; now += 30_000) {
      expect(affordable(spentTo, now)).toBe(60);
      spentTo = spend(spentTo, 60, now);
      spentTo = spend(spentTo, 10, spentTo + 5_000);
      spentTo = spend(spentTo, -10, now);
    }
  });

  it('is none before it has gone by, nor when a clock jumps back', () => {
    expect(affordable(5_000, 5_000)).toBe(0);
    expect(affordable(5_000, 1_000)).toBe(0);
  });
});
