import { MongoNetworkError } from 'mongodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onceDatabaseIsBack } from './once-back';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const away = new MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');
const forever = { isStopped: () => false, failed: () => undefined };

it('does the work again until the database is back', async () => {
  let attempts = 0;
  const work = (): string => {
    if (++attempts <= 8) throw away;
    return 'done';
  };
  const failed = vi.fn();
  const doing = onceDatabaseIsBack(work, { ...forever, failed });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await doing).toBe('done');
  expect(failed).toHaveBeenCalledTimes(8);
});

it('takes no other failure for one that passes, and gives up when it is stopped', async () => {
  const mistaken = vi.fn(() => Promise.reject(new TypeError('a mistake of ours')));
  await expect(onceDatabaseIsBack(mistaken, forever)).rejects.toThrow('a mistake of ours');
  expect(mistaken).toHaveBeenCalledOnce();
  const stopped = onceDatabaseIsBack(() => Promise.reject(away), { ...forever, isStopped: () => true });
  await expect(stopped).rejects.toBe(away);
});
