import type { Action, NotSaved } from '@quad/shared/attendance';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { FakeRegister, names, pupils } from '../../test-support/fake-register';
import { renderPage } from '../../test-support/render-page';
import { again, canHelp, whyNotSaved } from './not-saved';
import { NotSavedList } from './not-saved-list';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));

const open = new FakeRegister().state;
const closed = {
  ...open,
  status: 'closed' as const,
  statusSet: { by: 'd'.repeat(24), at: Date.parse('2026-03-04T09:02:00Z') },
};
let made = 0;
const base = () => ({ mid: `m${String(++made)}`, n: made, seen: { epoch: 1, seq: 0 }, at: 0 });
function refused(reason: string, code = 'A', pupil: string = pupils.ada): NotSaved {
  return { action: { ...base(), kind: 'mark', changes: [{ pupil, code, ifVer: 3 }] }, reason };
}

test('each reason has its own words, and a code of the office is named as such', () => {
  const why = (item: NotSaved, register: typeof open | null, mayMark = false): string =>
    whyNotSaved(item, register, mayMark);
  expect(why(refused('register_closed'), closed)).toBe('closedBy');
  expect(why(refused('register_closed'), open)).toBe('openAgain');
  expect(why(refused('register_closed'), null)).toBe('closed');
  expect(why(refused('not_allowed'), open)).toBe('not_allowed');
  expect(why(refused('not_allowed'), open, true)).toBe('notAllowedThen');
  expect(why(refused('not_allowed', 'Y6'), { ...open, codeSet: 'england' }, true)).toBe('officeCode');
  expect(why(refused('teapot'), open)).toBe('other');
});

test('trying again is offered only where it can help', () => {
  expect(canHelp(refused('register_closed'), closed, true)).toBe(false);
  expect(canHelp(refused('register_closed'), open, true)).toBe(true);
  expect(canHelp(refused('register_closed'), open, false)).toBe(false);
  expect(canHelp(refused('register_locked'), open, true)).toBe(false);
  expect(canHelp(refused('not_allowed'), open, true)).toBe(true);
  expect(canHelp(refused('not_on_roll'), open, true)).toBe(true);
  expect(canHelp(refused('not_on_roll', 'A', 'f'.repeat(24)), open, true)).toBe(false);
  expect(canHelp(refused('register_closed'), null, true)).toBe(false);
});

test('done again it is an action of now, without the conditions of then', () => {
  expect(again(refused('register_closed').action)).toEqual({
    kind: 'mark',
    changes: [{ pupil: pupils.ada, code: 'A' }],
  });
  expect(again({ ...base(), kind: 'close' })).toEqual({ kind: 'close' });
  const roll: Action = { ...base(), kind: 'roll', changes: [{ pupil: pupils.ada, roll: 'join' }] };
  expect(again(roll)).toBeNull();
});

async function shown(items: NotSaved[], register: typeof closed | typeof open = closed) {
  const retry = vi.fn();
  const dismiss = vi.fn();
  await renderPage(() => (
    <NotSavedList items={items} register={register} names={names} mayMark retry={retry} dismiss={dismiss} />
  ));
  return { retry, dismiss, list: await screen.findByRole('region', { name: 'Not saved' }) };
}

test('who closed it and when is said once, above the marks it concerns', async () => {
  const items = [
    refused('register_closed'),
    refused('register_closed', 'P', pupils.bao),
    refused('register_full'),
  ];
  const { dismiss, list } = await shown(items);
  expect(list).toHaveTextContent(
    '7B Mathematics was closed by Mr Lind at 09:02. Ask the office to reopen it.',
  );
  const rows = within(list).getAllByRole('listitem');
  expect(rows.map((row) => row.firstChild?.textContent)).toEqual([
    'Ada Young: Absent',
    'Bao Nguyen: Present',
    'Ada Young: Absent',
  ]);
  expect(screen.queryByRole('button', { name: /again/i })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: Bao Nguyen: Present' }));
  expect(dismiss).toHaveBeenLastCalledWith([items[1]?.action.mid]);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss all 2' }));
  expect(dismiss).toHaveBeenLastCalledWith(items.slice(0, 2).map(({ action }) => action.mid));
});

test('once the register is open again the marks can be tried again', async () => {
  const items = [refused('register_closed'), refused('register_closed', 'P', pupils.bao)];
  const { retry, list } = await shown(items, open);
  expect(list).toHaveTextContent('It is open again.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again: Ada Young: Absent' }));
  expect(retry).toHaveBeenLastCalledWith([items[0]]);
  await userEvent.click(screen.getByRole('button', { name: 'Try all 2 again' }));
  expect(retry).toHaveBeenLastCalledWith(items);
});
