import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage, someone } from '../../../test-support/render-page';
import { ImportPage } from './import-page';
import { ImportsPage } from './imports-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const importId = '7'.repeat(24);
const amina = someone({ memberships: [{ schoolId: null, schoolName: null, role: 'districtAdmin' }] });
const details = {
  ...{
    importId,
    kind: 'roster',
    schoolId: null,
    fileName: 'riverside.zip',
    state: 'ready',
    by: '1'.repeat(24),
  },
  ...{ byName: 'Amina Diallo', at: 0, appliedAt: null, changes: 2, refusals: 1, warnings: 0 },
  counts: { role: { add: 1, change: 0, end: 1, same: 3 } },
  notices: [{ code: 'aCodeWithoutWords', file: null, about: {}, sentence: 'What the server says.' }],
  ...{ guard: null, progress: { done: 0, total: 0 }, why: null },
};
const change = {
  ...{ n: 0, thing: 'role', op: 'end', key: 'sid-1', label: 'Amara Okafor', file: 'roles.csv', line: 7 },
  fields: [{ field: 'to', before: null, after: '2026-03-04' }],
};
const paged = (...rows: object[]) => answer({ rows, page: 1, pages: 1, total: rows.length });
const at = `/imports/${importId}`;
const show = () => renderPage(ImportPage, { me: amina, path: '/imports/:importId', at });

test('what ends is asked about once, and the page goes on with what the server says', async () => {
  const seen = fakeApi({
    [`GET ${at}/changes`]: () => paged(change),
    [`GET ${at}`]: () => answer(details),
    [`POST ${at}/apply`]: () => answer({ ...details, state: 'applying', progress: { done: 1, total: 2 } }),
  });
  await show();
  expect(await screen.findByText('What the server says.')).toBeVisible();
  expect(await screen.findByRole('rowheader', { name: /Amara Okafor/ })).toBeVisible();
  expect(screen.getByText('Last day')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Apply 2 changes' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'This ends something' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Apply' }));
  expect(await screen.findByText('1 of 2 changes')).toBeVisible();
  expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({});
});

test('a file that ends too many is applied by whoever types how many, and a refusal is said', async () => {
  const seen = fakeApi({
    [`GET ${at}/changes`]: () => paged(change),
    [`GET ${at}`]: () => answer({ ...details, guard: { ending: 1_320, of: 9_000, exceeded: true } }),
    [`POST ${at}/apply`]: () => refuse(409, 'conflict', { reason: 'planOld' }),
  });
  await show();
  const apply = await screen.findByRole('button', { name: 'Apply 2 changes' });
  const field = screen.getByLabelText('How many people is that?');
  await userEvent.type(field, '132');
  expect(apply).toBeDisabled();
  await userEvent.type(field, '0');
  await userEvent.click(apply);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Another file was applied since this one was read',
  );
  expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({ confirmEnding: 1_320 });
});

test('a chosen file is sent as what it is, and leads to its own page', async () => {
  const seen = fakeApi({
    'GET /imports': () => paged(),
    'POST /imports': () => answer({ importId }),
  });
  const { router } = await renderPage(ImportsPage, { me: amina, path: '/imports' });
  expect(await screen.findByText('Nothing has been handed in yet')).toBeVisible();
  const input = screen.getByLabelText('Choose a file', { selector: 'input' });
  await userEvent.upload(input, new File(['PK'], 'roster.zip', { type: 'application/zip' }));
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(at));
  const sent = seen.find(({ method }) => method === 'POST');
  expect(Object.fromEntries(sent?.query ?? [])).toEqual({ kind: 'roster', fileName: 'roster.zip' });
});
