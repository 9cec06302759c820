import 'fake-indexeddb/auto';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leading } from '../../../platform/tabs';
import { answer, fakeApi } from '../../../test-support/fake-api';
import { FakeRegister, pupils } from '../../../test-support/fake-register';
import { renderPage, someone } from '../../../test-support/render-page';
import { RegisterPage } from '../register-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));

let register: FakeRegister;
let person = 0;
beforeEach(() => {
  register = new FakeRegister();
  leading.set(true);
  register.otherMarks(pupils.ada, 'A');
  fakeApi(register.routes());
});
afterEach(() => vi.unstubAllGlobals());

/** A store outlives its page, so every test is another person. */
const open = (role: 'office' | 'teacher') =>
  renderPage(RegisterPage, {
    path: '/registers/:registerId',
    at: `/registers/${register.id}`,
    me: someone({
      personId: String(++person).padStart(24, '7'),
      memberships: [{ schoolId: '5'.repeat(24), schoolName: 'Harbour Academy', role }],
    }),
  });

async function sheetOf(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: `More for ${name}` }));
  return within(await screen.findByRole('dialog', { name }));
}

test('the office corrects a closed register for a reason, and can take it back', async () => {
  register.state = { ...register.state, status: 'closed' };
  await open('office');
  const sheet = await sheetOf('Ada Young');
  await userEvent.click(sheet.getByRole('button', { name: /Excused/ }));
  expect(sheet.getByRole('button', { name: 'Save correction' })).toBeDisabled();
  await userEvent.type(sheet.getByLabelText(/Why is it corrected/), 'At the dentist');
  await userEvent.click(sheet.getByRole('button', { name: 'Save correction' }));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('E'));
  expect(register.log.at(-1)?.reason).toBe('At the dentist');
  expect(register.state.status).toBe('closed');
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
});

test('a locked register tells since when, and leaves a teacher with nothing but to ask', async () => {
  register.state = { ...register.state, lockAt: Date.parse('2026-03-04T09:00:00Z') };
  await open('teacher');
  expect(
    await screen.findByText(/Locked since Wed 4 March, 09:00\. Only the office can change it/),
  ).toBeVisible();
  const sheet = await sheetOf('Ada Young');
  expect(sheet.queryByRole('button', { name: 'Save' })).toBeNull();
  expect(sheet.getByRole('button', { name: 'Ask the office' })).toBeVisible();
});

test('a code that needs a note is not saved without one, and the office’s own codes are not a teacher’s', async () => {
  register.state = {
    ...register.state,
    codeSet: 'own1',
    codes: [
      { letter: 'P', category: 'present', label: 'Here' },
      { letter: 'A', category: 'absent', label: 'Away', unexplained: true },
      { letter: 'M', category: 'excused', label: 'Medical', needsReason: true },
      { letter: 'X', category: 'excused', label: 'Excluded', officeOnly: true },
    ],
  };
  await open('teacher');
  const sheet = await sheetOf('Ada Young');
  expect(sheet.queryByRole('button', { name: /Excluded/ })).toBeNull();
  await userEvent.click(sheet.getByRole('button', { name: /Medical/ }));
  expect(sheet.getByRole('button', { name: 'Save' })).toBeDisabled();
  await userEvent.type(sheet.getByLabelText(/^Note/), 'Letter of 3 March');
  await userEvent.click(sheet.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('M'));
});

test('a colleague’s register names the class, who teaches it and who can change that', async () => {
  const about = { className: '9A Art', teachers: 'Ms Jung', office: 'Mr Fischer' };
  const refused = { type: 'about:blank', code: 'not_my_class', status: 403, title: 'no', about };
  fakeApi({ [`GET /registers/${register.id}/sync`]: () => answer(refused, 403) });
  await open('teacher');
  expect(await screen.findByRole('heading', { name: '9A Art is taught by Ms Jung.' })).toBeVisible();
  expect(screen.getByText('Mr Fischer can change this.')).toBeVisible();
});
