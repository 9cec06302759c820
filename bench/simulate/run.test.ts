import { expect, it } from 'vitest';
import { check } from './checker';
import { run } from './run';

it('tells the same story of the same seed, message by message', async () => {
  // a seed with faults of several kinds
  const first = await run(2, true);
  const second = await run(2, true);
  expect(first.story.length).toBeGreaterThan(100);
  expect(second.story).toEqual(first.story);
});

it('runs the same whether or not it is told', async () => {
  const [told, untold] = [await run(3, true), await run(3, false)];
  expect(untold.history.views).toEqual(told.history.views);
  expect(check(untold.history)).toEqual([]);
});
