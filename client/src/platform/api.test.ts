import { attendanceContract } from '@quad/shared/attendance';
import { identityContract } from '@quad/shared/identity';
import { adminContract } from '@quad/shared/schools';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../test-support/fake-api';
import { askAsNewAs, call, serverLag } from './api';
import { Unreachable } from './api-error';
import type { Question } from './freshness';
import { onSignedOut } from './refresh';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Every time limit, in the hands of the test. */
function timeLimits(): { asked: number[]; pass: () => void } {
  const limit = new AbortController();
  const asked: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    asked.push(ms);
    return limit.signal;
  });
  return { asked, pass: () => limit.abort(new DOMException('too late', 'TimeoutError')) };
}

/** Stays without an answer until it is given up, as `fetch` and the body of its answer do. */
function never<T>(signal: AbortSignal | null | undefined): Promise<T> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(signal?.reason as Error);
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp);
  });
}

const today = {
  date: '2026-03-04',
  now: 1,
  timeZone: 'UTC',
  dayKind: 'instructional',
  rows: [],
  missed: [],
  next: null,
};

test('requests refused at the same moment share one refresh and are each asked once more', async () => {
  let fresh = false;
  const seen = fakeApi({
    'GET /me/today': () => (fresh ? answer(today) : refuse(401, 'signed_out')),
    'POST /session/refresh': async () => {
      await new Promise((done) => setTimeout(done, 5));
      fresh = true;
      return answer({ ok: true });
    },
  });
  const answers = await Promise.all([1, 2, 3].map(() => call(attendanceContract.myToday, {})));
  expect(answers).toEqual([today, today, today]);
  expect(seen.filter(({ path }) => path === '/session/refresh')).toHaveLength(1);
  expect(seen.filter(({ path }) => path === '/me/today')).toHaveLength(6);
});

test('a session that cannot be renewed is over: everybody is told, and the caller gets the refusal', async () => {
  const over = vi.fn();
  const stop = onSignedOut(over);
  const seen = fakeApi({
    'GET /me/today': () => refuse(401, 'signed_out'),
    'POST /session/refresh': () => refuse(401, 'signed_out'),
  });
  await expect(call(attendanceContract.myToday, {})).rejects.toMatchObject({
    status: 401,
    code: 'signed_out',
  });
  expect(over).toHaveBeenCalledTimes(1);
  expect(seen.map(({ path }) => path)).toEqual(['/me/today', '/session/refresh']);
  stop();
});

test('a refresh that could not be asked signs nobody out', async () => {
  const over = vi.fn();
  const stop = onSignedOut(over);
  fakeApi({
    'GET /me/today': () => refuse(401, 'signed_out'),
    'POST /session/refresh': () => refuse(503, 'unavailable'),
  });
  await expect(call(attendanceContract.myToday, {})).rejects.toBeInstanceOf(Unreachable);
  expect(over).not.toHaveBeenCalled();
  stop();
});

test('wrong credentials are an answer, not a session to renew', async () => {
  const seen = fakeApi({ 'POST /session': () => refuse(401, 'wrong_credentials') });
  await expect(
    call(identityContract.signIn, { body: { login: 'rao', password: 'x' } }),
  ).rejects.toMatchObject({ code: 'wrong_credentials' });
  expect(seen).toHaveLength(1);
});

const newSchool = { code: 'N', name: 'North', group: null, timeZone: 'UTC' };

test('a POST whose answer is lost is sent once more under the same key, and its answer waited for', async () => {
  vi.useFakeTimers();
  const seen = fakeApi({
    'POST /schools': () => {
      if (seen.length === 1) throw new TypeError('network');
      return seen.length === 2 ? refuse(409, 'request_in_flight') : refuse(403, 'not_allowed');
    },
  });
  const asked = expect(call(adminContract.createSchool, { body: newSchool })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  await asked;
  const keys = seen.map(({ headers }) => headers.get('idempotency-key'));
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(keys).size).toBe(1);
});

test('params and query stand where the contract says, and what is undefined is left out', async () => {
  const seen = fakeApi({ 'GET /board': () => refuse(403, 'not_allowed') });
  await expect(
    call(attendanceContract.board, { query: { q: 'a b', page: 2, date: undefined } }),
  ).rejects.toMatchObject({ status: 403 });
  expect(seen[0]?.query.toString()).toBe('q=a+b&page=2');
});

test('a question says how new its answer must be, and learns how new it is; of several answers the oldest counts', async () => {
  const versions = ['12', '9', '10'];
  const seen = fakeApi({
    'GET /me/today': () => {
      const given = answer(today);
      given.headers.set('x-quad-version', versions.shift() ?? '0');
      given.headers.set('x-quad-lag', '40');
      return given;
    },
  });
  const { signal } = new AbortController();
  const question: Question = { after: '8', version: null };
  askAsNewAs(signal, question);
  for (let asked = 0; asked < 3; asked++) await call(attendanceContract.myToday, {}, signal);
  expect(seen.map(({ headers }) => headers.get('x-quad-after'))).toEqual(['8', '8', '8']);
  expect(question.version).toBe('9');
  expect(serverLag.get()).toBe(40);
});

test('an answer of another shape than the contract’s is refused', async () => {
  fakeApi({ 'GET /me/today': () => answer({ ...today, rows: 'none' }) });
  await expect(call(attendanceContract.myToday, {})).rejects.toThrow(/rows/);
});

test('a gateway’s page instead of a problem document is still a refusal with a code', async () => {
  fakeApi({ 'GET /me/today': () => new Response('<h1>Bad gateway</h1>', { status: 502 }) });
  await expect(call(attendanceContract.myToday, {})).rejects.toMatchObject({
    code: 'unavailable',
    status: 502,
  });
});

test('a request that nobody answers is given up, and says that the server could not be asked', async () => {
  const limits = timeLimits();
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => never(init.signal));
  const asked = expect(call(attendanceContract.myToday, {})).rejects.toBeInstanceOf(Unreachable);
  expect(limits.asked).toEqual([10_000]);
  limits.pass();
  await asked;
});

test('an answer that stops half way is given up too', async () => {
  const limits = timeLimits();
  vi.stubGlobal('fetch', (_: string, init: RequestInit) =>
    Promise.resolve(Object.assign(answer(today), { text: () => never(init.signal) })),
  );
  const asked = expect(call(attendanceContract.myToday, {})).rejects.toBeInstanceOf(Unreachable);
  await Promise.resolve();
  limits.pass();
  await asked;
});

test('so is a refresh, which then signs nobody out', async () => {
  const limits = timeLimits();
  const over = vi.fn();
  const stop = onSignedOut(over);
  vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
    address.endsWith('/session/refresh') ? never(init.signal) : Promise.resolve(refuse(401, 'signed_out')),
  );
  const asked = expect(call(attendanceContract.myToday, {})).rejects.toBeInstanceOf(Unreachable);
  await vi.waitFor(() => expect(limits.asked).toHaveLength(2));
  limits.pass();
  await asked;
  expect(over).not.toHaveBeenCalled();
  stop();
});

test('what the caller itself calls off is no fault of the network', async () => {
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => never(init.signal));
  const caller = new AbortController();
  const asked = expect(call(attendanceContract.myToday, {}, caller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  caller.abort();
  await asked;
});
