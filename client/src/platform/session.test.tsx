import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../test-support/fake-api';
import { renderPage, someone } from '../test-support/render-page';
import { call } from './api';
import { attendanceContract } from '@quad/shared/attendance';
import { meQuery, safeNext, useMe } from './session';

vi.mock('./socket', () => import('../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

test.each([
  ['/registers/1?x=2#y', '/registers/1?x=2#y'],
  [null, '/'],
  ['', '/'],
  ['today', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
])('the way back %j leads to %j', (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test('when the session ends the cache is emptied and the door keeps the way back', async () => {
  fakeApi({
    'GET /me/today': () => refuse(401, 'signed_out'),
    'POST /session/refresh': () => refuse(401, 'signed_out'),
    'GET /me': () => answer(someone()),
  });
  const Page = () => <h1>{useMe().formalName}</h1>;
  const { client, router } = await renderPage(Page, { path: '/today' });
  client.setQueryData(['private'], 'marks of 7B');
  expect(screen.getByRole('heading')).toHaveTextContent('Ms Rao');
  await expect(call(attendanceContract.myToday, {})).rejects.toThrow();
  await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
  expect(router.state.location.search).toBe('?next=%2Ftoday');
  await screen.findByText('outside');
  expect(client.getQueryData(['private'])).toBeUndefined();
});

test('whoever loses a role keeps nothing of what it showed; one more takes nothing away', async () => {
  fakeApi({});
  const me = someone();
  const { client } = await renderPage(() => <h1>{useMe().formalName}</h1>, { me });
  client.setQueryData(['private'], 'marks of 7B');
  const office = { role: 'office' as const, schoolId: '5'.repeat(24), schoolName: 'Harbour Academy' };
  act(() => void client.setQueryData(meQuery.queryKey, { ...me, memberships: [...me.memberships, office] }));
  expect(client.getQueryData(['private'])).toBe('marks of 7B');
  act(() => void client.setQueryData(meQuery.queryKey, { ...me, memberships: [office] }));
  await waitFor(() => expect(client.getQueryData(['private'])).toBeUndefined());
});
