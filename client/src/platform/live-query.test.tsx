import { QueryClient, QueryClientProvider, queryOptions } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { adminContract } from '@quad/shared/schools';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../test-support/fake-api';
import { serverSays } from '../test-support/fake-socket';
import { call } from './api';
import { useLiveQuery } from './live-query';

vi.mock('./socket', () => import('../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const room = `schools:${'a'.repeat(24)}`;
const schools = queryOptions({
  queryKey: ['schools'],
  queryFn: ({ signal }) => call(adminContract.listSchools, { query: {} }, signal),
  select: ({ total }) => total,
});

function versioned(version: string, total: number): Response {
  const response = answer({ rows: [], page: 1, pages: 1, total });
  response.headers.set('x-quad-version', version);
  return response;
}

test('a hint is followed by one question for something as new, and what is older than the screen is not shown', async () => {
  // the second comes from a process that is behind
  const answers = [versioned('10', 3), versioned('9', 2), versioned('12', 4)];
  const seen = fakeApi({ 'GET /schools': () => answers.shift() ?? versioned('12', 4) });
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const shown: (number | undefined)[] = [];
  const { result } = renderHook(
    () => {
      const { data } = useLiveQuery(schools, { topics: [room] });
      shown.push(data);
      return data;
    },
    { wrapper },
  );
  await waitFor(() => expect(result.current).toBe(3));
  act(() => {
    serverSays('stale', { topic: 'schools:another', version: '20', room: 1 });
    serverSays('stale', { topic: room, version: '11', room: 1 });
    serverSays('stale', { topic: room, version: '12', room: 1 });
  });
  await waitFor(() => expect(result.current).toBe(4), { timeout: 4_000 });
  expect(seen.map(({ headers }) => headers.get('x-quad-after'))).toEqual([null, '12', '12']);
  expect(shown).not.toContain(2);
});
