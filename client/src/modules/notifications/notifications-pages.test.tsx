import type { Delivery, Notice, NoticeSettings } from '@quad/shared/notifications';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../test-support/fake-api';
import { serverSays } from '../../test-support/fake-socket';
import { renderPage, someone } from '../../test-support/render-page';
import { DeliveriesPage } from './deliveries-page';
import { MailboxPage } from './mailbox-page';
import { NoticeSettingsPage } from './notice-settings-page';
import { NoticesPage } from './notices-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const now = Date.parse('2026-03-04T09:07:00Z');
const paged = { page: 1, pages: 1 };

test('a notice that arrives stands there by itself, and following it marks it read', async () => {
  const notice: Notice = {
    ...{ noticeId: 'a'.repeat(24), kind: 'childMissing', link: '/family', at: now, readAt: null },
    about: { name: 'Amara Okafor', school: 'Harbour Academy', date: '2026-03-04' },
  };
  let rows: Notice[] = [];
  const seen = fakeApi({
    'GET /me/notices': () =>
      answer({ rows, ...paged, total: rows.length, unread: rows.length, timeZone: 'UTC' }),
    'POST /me/notices/read': () => answer({ read: 1 }),
  });
  const { router } = await renderPage(NoticesPage, { path: '/notices' });
  expect(await screen.findByText('Nothing to tell')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
  rows = [notice];
  act(() => serverSays('stale', { topic: `notices:${someone().personId}`, version: '1', room: 1 }));
  await userEvent.click(await screen.findByRole('link', { name: /Where is Amara Okafor.*New.*09:07/ }));
  expect(router.state.location.pathname).toBe('/family');
  expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({ ids: [notice.noticeId] });
});

test('settings send what was chosen; what protects the access is not offered', async () => {
  const settings: NoticeSettings = {
    rows: [
      { kind: 'childMissing', category: 'children', app: true, mail: 'now', locked: false },
      { kind: 'newDevice', category: 'security', app: true, mail: 'now', locked: true },
    ],
    ...{ quietFrom: '20:00', quietTo: '07:00', digestTime: '16:00', email: null },
  };
  const seen = fakeApi({
    'GET /me/notices/settings': () => answer(settings),
    'PUT /me/notices/settings': () => answer(settings),
  });
  await renderPage(NoticeSettingsPage, { path: '/notices/settings' });
  expect(await screen.findByText(/no mail can be sent/)).toBeVisible();
  const save = screen.getByRole('button', { name: 'Save' });
  expect(save).toBeDisabled();
  expect(screen.getAllByRole('combobox')).toHaveLength(1);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: /^By mail: A child/ }), 'digest');
  await userEvent.click(save);
  expect(seen.at(-1)?.body).toEqual({
    chosen: { childMissing: { app: true, mail: 'digest' } },
    ...{ quietFrom: '20:00', quietTo: '07:00' },
  });
  expect(await screen.findByText('Saved')).toBeVisible();
});

test('what was given up says why and is tried again with one press', async () => {
  const dead: Delivery = {
    ...{ deliveryId: 'd'.repeat(24), event: 'user.created', effect: 'welcome mail', state: 'dead' },
    ...{ tries: 8, at: now, nextAt: now, doneAt: null, error: 'ECONNREFUSED' },
  };
  const seen = fakeApi({
    'GET /outbox/deliveries': () => answer({ rows: [dead], ...paged, total: 1 }),
    'POST /outbox/deliveries': () => answer({ replayed: 1 }),
    'POST /outbox/replay': () => refuse(503, 'unavailable'),
  });
  await renderPage(DeliveriesPage, { path: '/outbox' });
  const row = await screen.findByRole('row', { name: /welcome mail.*8 tries.*ECONNREFUSED/ });
  await userEvent.click(within(row).getByRole('button', { name: 'Try again: welcome mail' }));
  expect(await screen.findByText('1 is tried again')).toBeVisible();
  expect(seen.some(({ path }) => path === `/outbox/deliveries/${dead.deliveryId}/replay`)).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Try all again' }));
  expect(await screen.findByText(/cannot reach its database/)).toBeVisible();
});

test('the mailbox says that nothing is sent and shows what would have been', async () => {
  const mail = {
    ...{ mailId: 'e'.repeat(24), to: 'ngozi@example.org', subject: 'Your way into Quad', state: 'kept' },
    ...{ at: now, sentAt: null, text: 'Use this code: 7K2M-XXXX-XXXX' },
  };
  fakeApi({ 'GET /mails': () => answer({ rows: [mail], ...paged, total: 1, sends: false }) });
  await renderPage(MailboxPage, { path: '/mailbox' });
  expect(await screen.findByText(/nobody receives these mails/)).toBeVisible();
  await userEvent.click(screen.getByText('Show the words'));
  expect(screen.getByText(/7K2M/)).toBeVisible();
});
