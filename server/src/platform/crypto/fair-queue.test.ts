import { expect, it } from 'vitest';
import { FairQueue, QueueFull } from './fair-queue';

/** Work that ends when it is told to, and says in which order it began. */
function bench() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const endAll = async (): Promise<void> => {
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { begun, work, endAll };
}

it('serves in turns: one who asks for much does not keep others waiting', async () => {
  const { begun, work, endAll } = bench();
  const queue = new FairQueue(1, 10);
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => queue.run(name.charAt(0), work(name)));
  await endAll();
  expect(await Promise.all(all)).toHaveLength(6);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
});

it('when it is full the last of the longest line goes and is told when to come again', async () => {
  const { begun, work, endAll } = bench();
  const queue = new FairQueue(1, 4);
  const flood = Array.from({ length: 7 }, (_, n) => queue.run('flood', work(`flood ${n}`)));
  const settled = Promise.allSettled(flood);
  const victim = queue.run('victim', work('victim'));
  await endAll();
  expect(await victim).toBe('victim');
  const refused = (await settled).flatMap((each) =>
    each.status === 'rejected' ? [each.reason as unknown] : [],
  );
  expect(refused).toHaveLength(3);
  for (const error of refused) {
    expect(error).toBeInstanceOf(QueueFull);
    expect((error as QueueFull).retryAfterSeconds).toBeGreaterThan(0);
  }
  expect(begun.indexOf('victim')).toBe(2);
});

it('goes on after work that fails', async () => {
  const queue = new FairQueue(1, 4);
  const failing = queue.run('a', () => Promise.reject(new Error('broken')));
  const next = queue.run('a', () => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
