import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage, someone } from '../../../test-support/render-page';
import { PeoplePage } from './people-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const schoolId = '5'.repeat(24);
const office = someone({ memberships: [{ schoolId, schoolName: 'Harbour Academy', role: 'office' }] });
const row = (digit: string, givenName: string) => ({
  ...{ personId: digit.repeat(24), membershipId: digit.repeat(24), code: `P${digit}`, givenName },
  ...{ familyName: 'Okafor', title: null, login: null, from: '2025-09-01', to: null },
});
const list = (...rows: object[]) => answer({ rows, page: 1, pages: 1, total: rows.length });
const school = { code: 'HAR', name: 'Harbour Academy', group: null, timeZone: 'UTC', archivedAt: null };
const routes = {
  [`GET /schools/${schoolId}/people`]: () => list(row('1', 'Amara'), row('2', 'Chidi')),
  [`GET /schools/${schoolId}`]: () => answer({ schoolId, ...school }),
};

test('several leave at once, and Undo brings them back', async () => {
  const seen = fakeApi({ ...routes, [`PUT /schools/${schoolId}/memberships`]: () => answer({ changed: 2 }) });
  await renderPage(PeoplePage, { me: office });
  await userEvent.click(await screen.findByLabelText('Choose Amara Okafor'));
  await userEvent.click(screen.getByLabelText('Choose Chidi Okafor'));
  await userEvent.click(screen.getByRole('button', { name: 'End for 2' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('2 people are back.')).toBeVisible();
  const membershipIds = ['1'.repeat(24), '2'.repeat(24)];
  expect(seen.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
    { membershipIds },
    { membershipIds, to: null },
  ]);
});

test('the search goes into the address and to the server, and says when nobody fits', async () => {
  const seen = fakeApi({
    ...routes,
    [`GET /schools/${schoolId}/people`]: ({ query }) =>
      query.get('q') === 'zzz' ? list() : list(row('1', 'Amara')),
  });
  const { router } = await renderPage(PeoplePage, { me: office });
  await userEvent.type(await screen.findByLabelText('Find by name'), 'zzz');
  expect(await screen.findByText('Nobody fits this.')).toBeVisible();
  expect(router.state.location.search).toBe('?q=zzz');
  expect(seen.at(-1)?.query.get('q')).toBe('zzz');
});

test('somebody is added with a role the office may give, and a refusal is said where it was asked', async () => {
  fakeApi({
    ...routes,
    [`POST /schools/${schoolId}/people`]: () => refuse(409, 'conflict', { reason: 'codeTaken', code: 'P1' }),
  });
  await renderPage(PeoplePage, { me: office });
  await userEvent.click(await screen.findByRole('button', { name: 'Add somebody' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add somebody' }));
  const roles = within(dialog.getByLabelText('Role')).getAllByRole('option');
  expect(roles.map((option) => option.textContent)).toEqual(['Office', 'Teacher', 'Pupil', 'Guardian']);
  expect(dialog.getByRole('button', { name: 'Add' })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox', { name: 'Given name' }), 'Ada');
  await userEvent.type(dialog.getByRole('textbox', { name: 'Family name' }), 'Young');
  await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
  expect(await dialog.findByRole('alert')).toHaveTextContent('The code P1 is taken.');
});
