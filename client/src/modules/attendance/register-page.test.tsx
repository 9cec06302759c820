import 'fake-indexeddb/auto';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leading } from '../../platform/tabs';
import { fakeApi, refuse } from '../../test-support/fake-api';
import { FakeRegister, names, pupils } from '../../test-support/fake-register';
import { renderPage, someone } from '../../test-support/render-page';
import { warnBeforeLeaving } from '../../platform/unsaved';
import { RegisterPage } from './register-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));

let register: FakeRegister;
let person = 0;

beforeEach(() => {
  register = new FakeRegister();
  leading.set(true);
  fakeApi(register.routes());
});
afterEach(() => vi.unstubAllGlobals());

/** A store outlives its page, so every test is another person. */
function me(changes: Parameters<typeof someone>[0] = {}) {
  return someone({ personId: String(++person).padStart(24, '0'), ...changes });
}

async function open(options: { state?: unknown; me?: ReturnType<typeof someone> } = {}) {
  await renderPage(RegisterPage, {
    me: me(),
    path: '/registers/:registerId',
    at: `/registers/${register.id}`,
    ...options,
  });
  await screen.findByRole('heading', { name: '7B Mathematics' });
}

function leavingWarns(): boolean {
  const stop = warnBeforeLeaving();
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  stop();
  return leaving.defaultPrevented;
}

const button = (name: RegExp): HTMLElement => screen.getByRole('button', { name });
const chip = (): string =>
  screen
    .getAllByRole('status')
    .map((status) => status.textContent)
    .join(' ');

test('pupils stand in the order of the roll; a mark is shown at once and reaches the server', async () => {
  await open();
  const rows = within(screen.getByRole('list', { name: 'Pupils' })).getAllByRole('group');
  expect(rows.map((row) => row.getAttribute('aria-label'))).toEqual([
    'Cleo Abbot',
    'Bao Nguyen',
    'Ada Young',
  ]);
  await userEvent.click(button(/^A, Absent: Bao/));
  expect(button(/^A, Absent: Bao/)).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByText('no reason yet')).toBeVisible();
  await vi.waitFor(() => expect(register.code(pupils.bao)).toBe('A'));
});

test('late carries the minutes since the lesson began', async () => {
  await open();
  await userEvent.click(button(/^L, Late: Ada/));
  expect(screen.getByText('12 min late')).toBeVisible();
  await vi.waitFor(() =>
    expect(register.state.marks.find(({ pupil }) => pupil === pupils.ada)).toMatchObject({
      code: 'L',
      minutes: 12,
    }),
  );
});

test('pressing the mark that stands changes nothing', async () => {
  await open();
  await userEvent.click(button(/^P, Present: Ada/));
  await userEvent.click(button(/^P, Present: Ada/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('P'));
  expect(register.log).toHaveLength(1);
});

test('rest present is one action, and undo takes back just what it set', async () => {
  await open();
  await userEvent.click(button(/^A, Absent: Bao/));
  await userEvent.click(button(/^Rest present \(2\)/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('P'));
  expect(register.log).toHaveLength(2);
  expect(screen.getByText('2 present · 1 absent')).toBeVisible();
  await userEvent.click(button(/^Undo/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBeNull());
  expect(register.code(pupils.cleo)).toBeNull();
  expect(register.code(pupils.bao)).toBe('A');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('coming with “all present” marks everybody once', async () => {
  await open({ state: { restPresent: true } });
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('P'));
  expect(register.log).toHaveLength(1);
  expect(screen.getByText('Rest marked present (3)')).toBeVisible();
});

test('by keyboard: a letter marks and moves on, arrows move, Backspace clears, R marks the rest, U undoes', async () => {
  await open();
  const keys = userEvent.setup();
  await keys.keyboard('{ArrowDown}');
  expect(button(/^P, Present: Cleo/)).toHaveFocus();
  await keys.keyboard('a');
  expect(button(/^A, Absent: Cleo/)).toHaveAttribute('aria-pressed', 'true');
  expect(button(/^P, Present: Bao/)).toHaveFocus();
  await keys.keyboard('lk{Backspace}');
  expect(button(/^L, Late: Bao/)).toHaveAttribute('aria-pressed', 'false');
  await keys.keyboard('u');
  expect(button(/^L, Late: Bao/)).toHaveAttribute('aria-pressed', 'true');
  await keys.keyboard('r');
  expect(button(/^P, Present: Ada/)).toHaveAttribute('aria-pressed', 'true');
});

test('one pupil’s buttons at a time are in the tab order', async () => {
  await open();
  const tabbable = (): (string | null)[] =>
    within(screen.getByRole('list'))
      .getAllByRole('button')
      .filter(({ tabIndex }) => tabIndex === 0)
      .map((element) => element.getAttribute('aria-label'));
  expect(tabbable().every((label) => label?.includes('Cleo'))).toBe(true);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(tabbable().every((label) => label?.includes('Bao'))).toBe(true);
});

test('while the server is silent marks wait on the device, which may be left, and they are sent once it answers', async () => {
  await open();
  register.reachable = false;
  await userEvent.click(button(/^P, Present: Ada/));
  await vi.waitFor(() => expect(chip()).toContain('1 waiting'));
  expect(screen.getByText(/^Offline since \d\d:\d\d\. Marks are kept on this device\./)).toBeVisible();
  expect(leavingWarns()).toBe(false);
  register.reachable = true;
  act(() => void window.dispatchEvent(new Event('online')));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('P'));
  await vi.waitFor(() => expect(chip()).toContain('In line'));
  expect(screen.queryByText(/^Offline since/)).toBeNull();
});

test('a closed register says who closed it, takes no marks, and opens again for a reason', async () => {
  register.state = {
    ...register.state,
    status: 'closed',
    statusSet: { by: 'd'.repeat(24), at: Date.parse('2026-03-04T09:02:00Z') },
  };
  await open();
  expect(screen.getByText(/Closed by Mr Lind at 09:02\./)).toBeVisible();
  const present = button(/^P, Present: Ada/);
  expect(present).toHaveAttribute('aria-disabled', 'true');
  expect(present).toHaveAccessibleDescription(/Closed by Mr Lind/);
  await userEvent.click(present);
  expect(register.log).toHaveLength(0);

  await userEvent.click(button(/^Reopen/));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Why?'), 'hi');
  expect(dialog.getByRole('button', { name: 'Reopen' })).toBeDisabled();
  await userEvent.type(dialog.getByLabelText('Why?'), 's bus was late');
  await userEvent.click(dialog.getByRole('button', { name: 'Reopen' }));
  await vi.waitFor(() => expect(register.state.status).toBe('open'));
  expect(register.state.statusSet?.reason).toBe('his bus was late');
});

test('what the server refuses is listed with its reason until it is dismissed', async () => {
  await open();
  fakeApi({
    ...register.routes(),
    [`POST /registers/${register.id}/actions`]: () => refuse(403, 'not_allowed'),
  });
  await userEvent.click(button(/^P, Present: Ada/));
  const list = await screen.findByRole('region', { name: 'Not saved' });
  expect(list).toHaveTextContent(`${names[pupils.ada]}: Present`);
  expect(list).toHaveTextContent('You could not mark 7B Mathematics when this arrived.');
  expect(button(/^P, Present: Ada/)).toHaveAttribute('aria-pressed', 'false');
  await userEvent.click(within(list).getByRole('button', { name: /^Dismiss/ }));
  expect(screen.queryByRole('region', { name: 'Not saved' })).toBeNull();
  expect(screen.getByRole('region', { name: '7B Mathematics' })).toHaveFocus();
});

test('who may only look is told so and marks nothing', async () => {
  await open({
    me: me({ memberships: [{ schoolId: null, schoolName: null, role: 'districtAdmin' }], teaches: [] }),
  });
  expect(screen.getByText('You can look at this register, not mark it.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Rest present/ })).toBeNull();
  await userEvent.click(button(/^P, Present: Ada/));
  expect(register.log).toHaveLength(0);
});

test('the sheet sets rarer codes, minutes and a note in one action', async () => {
  await open();
  await userEvent.click(button(/^More for Ada/));
  const dialog = within(screen.getByRole('dialog', { name: 'Ada Young' }));
  await userEvent.click(dialog.getByRole('button', { name: /Left early/ }));
  await userEvent.type(dialog.getByLabelText('Minutes early'), '20');
  await userEvent.type(dialog.getByLabelText('Note'), 'dentist');
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() =>
    expect(register.state.marks.find(({ pupil }) => pupil === pupils.ada)).toMatchObject({
      code: 'D',
      minutes: 20,
      note: 'dentist',
    }),
  );
  expect(register.log).toHaveLength(1);
});

test('a register that is not there, or not theirs, says so', async () => {
  fakeApi({});
  await renderPage(RegisterPage, {
    me: me(),
    path: '/registers/:registerId',
    at: `/registers/${register.id}`,
  });
  expect(await screen.findByText('There is no such register, or none you may see.')).toBeVisible();
});

test('what was refused because the register was closed is tried again once it is open', async () => {
  await open();
  register.reachable = false;
  await userEvent.click(button(/^A, Absent: Ada/));
  await vi.waitFor(() => expect(chip()).toContain('1 waiting'));
  register.otherDoes({ kind: 'close' });
  register.reachable = true;
  act(() => void window.dispatchEvent(new Event('online')));
  const list = await screen.findByRole('region', { name: 'Not saved' });
  expect(list).toHaveTextContent('7B Mathematics was closed by Mr Lind at 09:07.');
  expect(within(list).queryByRole('button', { name: /^Try again/ })).toBeNull();

  register.otherDoes({ kind: 'reopen', reason: 'asked' });
  act(() => void window.dispatchEvent(new Event('online')));
  await userEvent.click(await within(list).findByRole('button', { name: /^Try again/ }));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  expect(screen.queryByRole('region', { name: 'Not saved' })).toBeNull();
});

test('a mark that lost against a later one is named, and one may insist', async () => {
  await open();
  register.reachable = false;
  await userEvent.click(button(/^A, Absent: Ada/));
  await vi.waitFor(() => expect(chip()).toContain('1 waiting'));
  register.now += 120_000;
  register.otherMarks(pupils.ada, 'P');
  register.reachable = true;
  act(() => void window.dispatchEvent(new Event('online')));
  expect(await screen.findByText(/^Mr Lind and you marked Ada Young at the same time/)).toBeVisible();
  expect(button(/^P, Present: Ada/)).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByText('two marks at once')).toBeVisible();
  await userEvent.click(button(/^Use mine/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  expect(screen.queryByRole('button', { name: 'Use mine' })).toBeNull();
  expect(screen.queryByText('two marks at once')).toBeNull();
});

test('whoever won is told whose mark was set aside for theirs', async () => {
  await open();
  await userEvent.click(button(/^A, Absent: Ada/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  const change = { pupil: pupils.ada, code: 'P' };
  register.otherDoes({ kind: 'mark', changes: [change] }, { seq: 0, at: register.now - 60_000 });
  act(() => register.tells());
  expect(
    await screen.findByText(/Your mark \(Absent\) stands; Mr Lind’s of 09:06 \(Present\)/),
  ).toBeVisible();
  await userEvent.click(button(/^Use theirs/));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('P'));
});
