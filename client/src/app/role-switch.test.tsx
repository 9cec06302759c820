import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { ArrivedAs, RoleSwitch } from './role-switch';
import { renderPage, someone } from '../test-support/render-page';
import { heldRoles, OneRole, useRoleFor } from '../platform/role';
import { meQuery, useMe } from '../platform/session';

vi.mock('../platform/socket', () => import('../test-support/fake-socket'));
beforeEach(() => localStorage.clear());

const at = (digit: string, schoolName: string) => ({ schoolId: digit.repeat(24), schoolName });
const harbour = at('5', 'Harbour Academy');
const linden = at('6', 'Linden Park');
const me = someone({
  memberships: [
    { ...linden, role: 'guardian' },
    { ...harbour, role: 'guardian' },
    { ...harbour, role: 'teacher' },
  ],
});

test('a guardian’s schools are one role, an office’s are several', () => {
  const office = [harbour, linden].map((school) => ({ ...school, role: 'office' as const }));
  const held = heldRoles([...me.memberships, ...office]);
  expect(held.map(({ role, memberships }) => [role, memberships.length])).toEqual([
    ['office', 1],
    ['office', 1],
    ['teacher', 1],
    ['guardian', 2],
  ]);
});

function Here() {
  const { memberships } = useMe();
  return <p>{memberships.map(({ role }) => role).join(' ')}</p>;
}

const Shown = () => (
  <OneRole>
    <RoleSwitch />
    <Here />
  </OneRole>
);

test('one is the first of one’s roles until another is chosen, and still that one the next time', async () => {
  await renderPage(Shown, { me });
  expect(screen.getByText('teacher')).toBeVisible();
  await userEvent.click(
    screen.getByRole('button', { name: 'Go on as Guardian · Linden Park, Harbour Academy' }),
  );
  expect(screen.getByText('guardian guardian')).toBeVisible();
  await renderPage(Shown, { me });
  expect(screen.getAllByText('guardian guardian')).toHaveLength(2);
});

test('who signs in from another tab is not taken for who was here', async () => {
  const { client } = await renderPage(Shown, { me });
  await userEvent.click(screen.getByRole('button', { name: /^Go on as Guardian/ }));
  const other = { ...me, personId: '7'.repeat(24) };
  act(() => void client.setQueryData(meQuery.queryKey, other));
  expect(await screen.findByText('teacher')).toBeVisible();
});

function ForGuardians() {
  return <p>{useRoleFor('absence:report')}</p>;
}

test('a link that needs another role chooses it and says so', async () => {
  const Linked = () => (
    <OneRole>
      <ArrivedAs />
      <ForGuardians />
    </OneRole>
  );
  await renderPage(Linked, { me });
  expect(await screen.findByText('mine')).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent(/This page is for you as Guardian/);
});
