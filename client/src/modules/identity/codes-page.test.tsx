import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { useMe } from '../../platform/session';
import { answer, fakeApi } from '../../test-support/fake-api';
import { renderPage, someone } from '../../test-support/render-page';
import { CodesPage } from './codes-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const codes = ['ABCD-EFGH', 'JKMN-PQRS'];

test('an admin whose roles sleep sets codes up, keeps the recovery codes, and has the roles', async () => {
  let on = false;
  const admin = { role: 'districtAdmin' as const, schoolId: null, schoolName: null };
  const me = someone({ secondFactor: 'needed', memberships: [] });
  const seen = fakeApi({
    'GET /me/second-factor': () => answer({ on, needed: true, since: null, recoveryCodesLeft: 2 }),
    'POST /me/second-factor': () => answer({ secret: 'ABCDEFGHIJKL', uri: 'otpauth://totp/Quad:rao' }),
    'PUT /me/second-factor': () => {
      on = true;
      return answer({ codes });
    },
    'GET /me': () => answer(on ? someone({ secondFactor: 'on', memberships: [admin] }) : me),
  });
  const Page = () => (
    <>
      <p>{`${useMe().memberships.length} roles`}</p>
      <CodesPage />
    </>
  );
  const { router } = await renderPage(Page, { me, path: '/more/codes' });
  await router.navigate('/more/codes?next=%2Fboard');
  await userEvent.click(await screen.findByText('Set up'));
  expect(await screen.findByText('ABCD EFGH IJKL')).toBeVisible();
  expect(await screen.findByLabelText(/^Picture/)).toBeVisible();
  expect(screen.getByLabelText('Code of your authenticator')).toHaveFocus();
  await userEvent.paste('123456');
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('ABCD-EFGH')).toBeVisible();
  expect(screen.getByText('Recovery codes')).toHaveFocus();
  expect(seen.find(({ method }) => method === 'PUT')?.body).toEqual({ code: '123456' });
  // the roles are there, and the codes still stand
  expect(await screen.findByText('1 roles')).toBeVisible();
  await userEvent.click(screen.getByText('I have kept them'));
  expect(await screen.findByText('outside')).toBeVisible();
  expect(router.state.location.pathname).toBe('/board');
});
