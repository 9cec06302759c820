import { attendanceContract } from '@quad/shared/attendance';
import { identityContract } from '@quad/shared/identity';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../test-support/fake-api';
import { call } from './api';
import { Unreachable } from './api-error';
import { onSignedOut } from './refresh';

afterEach(() => vi.unstubAllGlobals());

const today = { date: '2026-03-04', now: 1, timeZone: 'UTC', dayKind: 'instructional', rows: [], missed: [] };

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

test('params and query stand where the contract says, and what is undefined is left out', async () => {
  const seen = fakeApi({ 'GET /board': () => refuse(403, 'not_allowed') });
  await expect(
    call(attendanceContract.board, { query: { q: 'a b', page: 2, after: undefined } }),
  ).rejects.toMatchObject({ status: 403 });
  expect(seen[0]?.query.toString()).toBe('q=a+b&page=2');
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
