import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { connected } from '../../test-support/fake-socket';
import { renderPage } from '../../test-support/render-page';
import { ConnectionChip } from '../ui/connection-chip';
import { deviceQueue, emptyQueue } from './device-queue';

vi.mock('../socket', () => import('../../test-support/fake-socket'));

const asOf = { now: Date.parse('2026-03-04T09:07:00Z'), timeZone: 'UTC' };
const maths = { id: '1'.repeat(24), label: '7B Mathematics', waiting: 3, refused: 0 };

beforeEach(() => {
  deviceQueue.set(emptyQueue);
  connected.set(true);
});

async function chip(failed = false) {
  await renderPage(() => <ConnectionChip asOf={asOf} failed={failed} />);
  return screen.findByRole('button', { name: /Says more$/ });
}

test('the chip says what waits on this device before it says how the screen is doing', async () => {
  const button = await chip();
  expect(button).toHaveTextContent('In line');
  act(() => deviceQueue.set({ durable: true, registers: [maths] }));
  expect(button).toHaveTextContent('Saving');
  act(() => connected.set(false));
  expect(button).toHaveTextContent('3 waiting, offline');
  act(() => deviceQueue.set({ durable: true, registers: [maths, { ...maths, id: '2', refused: 1 }] }));
  expect(button).toHaveTextContent('Not saved (1)');
});

test('behind the chip: words first, then the figures, to be copied; the keyboard comes back to the chip', async () => {
  const user = userEvent.setup();
  act(() => deviceQueue.set({ durable: false, registers: [{ ...maths, label: null, refused: 2 }] }));
  const button = await chip();
  await user.click(button);
  await user.click(screen.getByRole('button', { name: 'Figures' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How this screen stands' }));
  expect(dialog.getByText('The server refused something that was marked on this device.')).toBeVisible();
  expect(dialog.getByRole('link', { name: 'See what was not saved (2)' })).toHaveAttribute(
    'href',
    '/not-saved',
  );
  expect(dialog.getByText('As of').nextSibling).toHaveTextContent('09:07');
  expect(dialog.getByText('Register 1').nextSibling).toHaveTextContent('3 waiting, 2 not saved');
  expect(dialog.getByText('Kept').nextSibling).toHaveTextContent('on this page only: leave it open');
  await user.click(dialog.getByRole('button', { name: 'Copy the figures' }));
  expect(await dialog.findByText('Copied')).toBeVisible();
  expect(await navigator.clipboard.readText()).toContain('Register 1: 3 waiting, 2 not saved');
  await user.keyboard('{Escape}');
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(button).toHaveFocus();
});

test('a screen that nothing waits for says so plainly', async () => {
  await userEvent.click(await chip());
  expect(screen.getByText(/^Everything on this screen is what the database has\./)).toBeVisible();
});
