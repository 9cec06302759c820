import type { OnSite, Rollcall } from '@quad/shared/attendance';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, type Asked } from '../../../test-support/fake-api';
import { serverSays } from '../../../test-support/fake-socket';
import { renderPage } from '../../../test-support/render-page';
import { OnSitePage } from './on-site-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));

const school = '5'.repeat(24);
const ada = 'a'.repeat(24);
const bao = 'b'.repeat(24);
const now = Date.parse('2026-03-04T09:07:00Z');
let reachable = true;
let rollcall: Rollcall | null;
let seen: Asked[];

const list = (): OnSite => ({
  ...{ schoolId: school, schoolName: 'Harbour Academy', now, timeZone: 'UTC', version: '1', rollcall },
  people: [
    { personId: ada, name: 'Ada Young', state: 'onSite', seen: null },
    { personId: bao, name: 'Bao Nguyen', state: 'onSite', seen: null },
  ],
});

beforeEach(() => {
  localStorage.clear();
  reachable = true;
  rollcall = { id: '7'.repeat(24), startedAt: now, startedBy: 'Mr Lind', endedAt: null, checks: [] };
  const online =
    (respond: (asked: Asked) => unknown) =>
    (asked: Asked): Response => {
      if (!reachable) throw new TypeError('Failed to fetch');
      return answer(respond(asked));
    };
  seen = fakeApi({
    [`GET /schools/${school}/on-site`]: online(list),
    [`GET /schools/${school}/rollcall`]: online(() => ({ rollcall })),
    'POST /rollcalls': online(({ body }) => {
      const { checks } = body as { checks: Rollcall['checks'] };
      if (rollcall !== null)
        rollcall = {
          ...rollcall,
          checks: [...rollcall.checks, ...checks.map((c) => ({ ...c, by: 'Ms Rao' }))],
        };
      return rollcall;
    }),
  });
});
afterEach(() => vi.unstubAllGlobals());

const row = (name: RegExp) => screen.findByRole('button', { name, pressed: false });

test('taps made without a network show at once, say that they wait, and are sent when it is back', async () => {
  await renderPage(OnSitePage);
  await row(/Ada Young/);
  reachable = false;
  await userEvent.click(await row(/Ada Young/));
  expect(await screen.findByText(/Offline since 09:07.*1 tap is waiting/)).toBeVisible();
  expect(screen.getByRole('button', { name: /Ada Young.*Safe/, pressed: true })).toBeVisible();
  reachable = true;
  act(() => serverSays('connect'));
  await screen.findByText('Ms Rao');
  expect(screen.queryByText(/is waiting/)).toBeNull();
  expect(rollcall?.checks).toMatchObject([{ personId: ada, safe: true }]);
});

test('another warden’s word comes by itself, with their name', async () => {
  await renderPage(OnSitePage);
  await row(/Bao Nguyen/);
  if (rollcall !== null)
    rollcall = { ...rollcall, checks: [{ personId: bao, safe: true, at: now + 1, by: 'Mr Lind' }] };
  act(() => serverSays('stale', { topic: `site:${school}`, version: '2', room: 1 }));
  expect(await screen.findByRole('button', { name: /Bao Nguyen.*Safe.*Mr Lind/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // the list is whole and long; a word of one person asks for the roll-call alone
  expect(seen.filter(({ path }) => path.endsWith('/on-site'))).toHaveLength(1);
});
