import { Timestamp } from 'mongodb';
import { expect, it, vi } from 'vitest';
import { Position, timeOf, versionOf } from './position';

it('is where the oldest change that is still being told has not let it pass', () => {
  const position = new Position();
  const first = position.tells(10n, 1_000);
  const second = position.tells(10n, 1_000);
  const third = position.tells(12n, 1_500);
  expect(position.reached).toBe(9n);
  second();
  third();
  expect(position.reached).toBe(9n);
  first();
  // more of the last moment may come
  expect(position.reached).toBe(11n);
  position.reads(12n, 2_000);
  position.reads(11n, 2_000);
  expect(position.reached).toBe(12n);
});

it('says how old its picture may be', () => {
  const position = new Position();
  position.reads(10n, 1_000);
  expect(position.lagMs(1_200)).toBe(200);
  const done = position.tells(11n, 900);
  position.reads(12n, 3_000);
  expect(position.lagMs(3_100)).toBe(2_200);
  done();
  expect(position.lagMs(3_100)).toBe(100);
});

it('lets whoever wants more wait, and not for ever', async () => {
  vi.useFakeTimers();
  const position = new Position();
  position.reads(5n, 0);
  await position.reach(5n, 2_000);
  const heard: string[] = [];
  void position.reach(6n, 2_000).then(() => heard.push('six'));
  void position.reach(9n, 2_000).then(() => heard.push('nine'));
  position.reads(7n, 0);
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['six']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toEqual(['six', 'nine']);
  expect(position.reached).toBe(7n);
  vi.useRealTimers();
});

it('reads the time of a resume token', () => {
  const time = new Timestamp({ t: 1_772_000_000, i: 7 });
  const high = (1_772_000_000).toString(16).padStart(8, '0');
  expect(timeOf({ _data: `82${high}000000072B0229296E04` })).toBe(BigInt(versionOf(time)));
  for (const other of [null, undefined, {}, { _data: '81' }, { _data: 5 }]) expect(timeOf(other)).toBeNull();
});
