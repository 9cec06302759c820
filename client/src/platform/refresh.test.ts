import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../test-support/fake-api';

type Refresh = (refused?: number) => Promise<boolean>;

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** So many tabs of one browser: each its own copy of the module, with one lock and one storage between them. */
async function tabs(count: number): Promise<Refresh[]> {
  let last = Promise.resolve();
  const request = <T>(_name: string, task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task);
    last = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  };
  vi.stubGlobal('navigator', { locks: { request } });
  const made: Refresh[] = [];
  for (let tab = 0; tab < count; tab++) {
    vi.resetModules();
    made.push((await import('./refresh')).refreshSession);
  }
  return made;
}

/** One moment passes with every exchange, as on a real clock. */
function network(status: () => Response) {
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
  return fakeApi({
    'POST /session/refresh': () => {
      vi.setSystemTime(Date.now() + 20);
      return status();
    },
  });
}

test('tabs that wake at once make one refresh between them', async () => {
  const woken = await tabs(5);
  const seen = network(() => answer({ ok: true }));
  expect(await Promise.all(woken.map((refresh) => refresh()))).toEqual([true, true, true, true, true]);
  expect(seen).toHaveLength(1);
});

test('a pair that came after the refused request was begun is tried first, one that came before it is not', async () => {
  const [one, two] = await tabs(2);
  const seen = network(() => answer({ ok: true }));
  const begun = Date.now();
  await one?.();
  await two?.(begun);
  expect(seen).toHaveLength(1);
  vi.setSystemTime(Date.now() + 1);
  await two?.(Date.now());
  expect(seen).toHaveLength(2);
});

test('where the session is over, every tab hears it from the server itself', async () => {
  const woken = await tabs(3);
  const seen = network(() => refuse(401, 'signed_out'));
  expect(await Promise.all(woken.map((refresh) => refresh()))).toEqual([false, false, false]);
  expect(seen).toHaveLength(3);
});

test('a renewal of a clock that was set back since stops nobody', async () => {
  const [one] = await tabs(1);
  const seen = network(() => answer({ ok: true }));
  localStorage.setItem('quad-renewed', String(Date.now() + 60_000));
  await one?.();
  expect(seen).toHaveLength(1);
});
