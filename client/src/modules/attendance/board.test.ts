import type { Board } from '@quad/shared/attendance';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../../test-support/fake-api';
import { attendanceKeys, boardQuery } from './attendance.queries';
import { boardParams } from './board';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const board = (version: string, present: number): Board => ({
  ...{ date: '2026-03-04', now: 1, timeZone: 'UTC', version, schools: [], page: 1, pages: 1 },
  totals: { schools: 1, reported: 1, present, marked: 30, pupils: 30 },
});

test('an answer older than what is shown is dropped, whatever its digits look like as text', async () => {
  const answers = [board('10', 20), board('9', 5), board('11', 21)];
  fakeApi({ 'GET /board': () => answer(answers.shift()) });
  const client = new QueryClient();
  const shown: number[] = [];
  for (let asked = 0; asked < 3; asked++) {
    await client.invalidateQueries();
    shown.push((await client.query({ ...boardQuery(client, {}), staleTime: 0 })).totals.present);
  }
  expect(shown).toEqual([20, 20, 21]);
});

test('the next question names how new its answer must be', async () => {
  const seen = fakeApi({ 'GET /board': () => answer(board('12', 20)) });
  const client = new QueryClient();
  client.setQueryData(attendanceKeys.boardHint, '12');
  await client.query(boardQuery(client, { q: 'harbour', sort: 'attendance', page: 2 }));
  expect(Object.fromEntries(seen[0]!.query)).toEqual({
    q: 'harbour',
    sort: 'attendance',
    page: '2',
    after: '12',
  });
});

test('an address that means nothing is read as the plain board', () => {
  expect(boardParams(new URLSearchParams('sort=colour&page=-3&q=%20'))).toEqual({});
  expect(boardParams(new URLSearchParams('sort=submitted&page=2&q=linden'))).toEqual({
    sort: 'submitted',
    page: 2,
    q: 'linden',
  });
});
