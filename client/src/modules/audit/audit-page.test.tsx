import type { AuditRow } from '@quad/shared/audit';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../test-support/fake-api';
import { renderPage, someone } from '../../test-support/render-page';
import { AuditPage } from './audit-page';
import { PersonRightsSection } from './person-rights-section';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const personId = 'a'.repeat(24);
const me = someone({ memberships: [{ schoolId: null, schoolName: null, role: 'districtAdmin' }] });
const row: AuditRow = {
  ...{ recordId: 'b'.repeat(24), at: Date.parse('2026-03-04T09:07:00Z'), clock: null, act: 'endMemberships' },
  ...{
    source: 'request',
    by: { personId, name: 'Tom Reed' },
    role: 'office',
    outcome: 'refused',
    code: 'conflict',
  },
  school: { schoolId: '5'.repeat(24), name: 'Harbour Academy' },
  people: [{ personId: 'c'.repeat(24), name: 'Amara Okafor' }],
  facts: [{ field: 'to', values: ['2026-03-04'] }],
  ...{ fields: ['reason'], sessionId: null, requestId: 'r-1' },
};
const paged = { page: 1, pages: 1 };

test('says who did what to whom, how it ended, and asks for one person by a link that survives a reload', async () => {
  const seen = fakeApi({
    'GET /audit': () => answer({ rows: [row], ...paged, total: 1 }),
    'GET /schools': () => answer({ rows: [], ...paged, total: 0 }),
  });
  const { router } = await renderPage(AuditPage, { me, path: '/audit', at: '/audit' });
  const line = (await screen.findByRole('rowheader', { name: /Ended roles/ })).closest('tr')!;
  expect(within(line).getByText('About Amara Okafor')).toBeVisible();
  expect(within(line).getByText('as office, Harbour Academy')).toBeVisible();
  expect(within(line).getByText('Refused')).toBeVisible();
  await userEvent.click(within(line).getByText('Details'));
  expect(within(line).getByText('2026-03-04')).toBeVisible();
  expect(within(line).getByText('Also given, not kept: reason')).toBeVisible();
  await userEvent.click(within(line).getByRole('link', { name: 'Tom Reed' }));
  expect(router.state.location.search).toBe(`?person=${personId}`);
  expect(
    seen
      .filter(({ path }) => path === '/audit')
      .at(-1)
      ?.query.get('person'),
  ).toBe(personId);
  expect(await screen.findByText('Only what Tom Reed did or was done to them')).toBeVisible();
});

test('erasing wants the whole name, and a refusal says why', async () => {
  const seen = fakeApi({
    'POST /people': () => refuse(409, 'conflict', { reason: 'roleHolds', name: 'Amara Okafor' }),
  });
  const Section = () => <PersonRightsSection personId={personId} name="Amara Okafor" schoolId={null} />;
  await renderPage(Section, { me });
  await userEvent.click(screen.getByRole('button', { name: 'Erase this person…' }));
  const dialog = await screen.findByRole('dialog');
  const confirm = within(dialog).getByRole('button', { name: 'Erase for good' });
  await userEvent.type(within(dialog).getByRole('textbox'), 'Amara');
  expect(confirm).toBeDisabled();
  await userEvent.type(within(dialog).getByRole('textbox'), ' Okafor');
  await userEvent.click(confirm);
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('Amara Okafor still has a role');
  expect(seen.at(-1)?.body).toEqual({ name: 'Amara Okafor' });
});
