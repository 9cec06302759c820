import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { finishLeaving, hasLeftOffline } from '../../platform/left-offline';
import { createStore, useStore } from '../../platform/store';
import { answer, fakeApi } from '../../test-support/fake-api';
import { renderPage } from '../../test-support/render-page';
import { SignOutButton } from './sign-out';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

const sentOut = 'DELETE /session';
const signedOut = { [sentOut]: () => answer(null, 204) };

async function withWaiting(count: number) {
  const waiting = createStore(count);
  const discard = vi.fn(() => Promise.resolve());
  const forget = vi.fn(() => Promise.resolve());
  const Page = () => (
    <SignOutButton
      where="here"
      queue={{ waiting: useStore(waiting), known: () => Promise.resolve(count), discard, forget }}
    />
  );
  await renderPage(Page, { path: '/more' });
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  return { waiting, discard, forget };
}
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

test('with nothing waiting it leads to the door at once, and what was kept to be looked at is forgotten', async () => {
  const seen = fakeApi(signedOut);
  const { forget } = await withWaiting(0);
  await screen.findByText('outside');
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toContain(sentOut);
  expect(forget).toHaveBeenCalledOnce();
});

test('what waits is asked about first, and kept unless somebody says twice that it should go', async () => {
  const seen = fakeApi(signedOut);
  const { discard } = await withWaiting(3);
  expect(await screen.findByText('3 changes of yours have not reached the server.')).toBeVisible();
  await press('Discard…');
  await press('Back');
  expect(seen).toEqual([]);
  await press('Sign out and keep it for later');
  await screen.findByText('outside');
  expect(discard).not.toHaveBeenCalled();
});

test('said twice, it goes', async () => {
  fakeApi(signedOut);
  const { discard } = await withWaiting(3);
  await press('Discard…');
  await press('Discard 3 and sign out');
  await screen.findByText('outside');
  expect(discard).toHaveBeenCalledOnce();
});

test('one can wait until it is sent', async () => {
  const seen = fakeApi(signedOut);
  const { waiting } = await withWaiting(2);
  await press('Wait until it is sent, then sign out');
  expect(screen.getByText(/Sending… 2 left/)).toBeVisible();
  expect(seen).toEqual([]);
  act(() => waiting.set(0));
  await screen.findByText('outside');
});

test('without a network the device is at the door all the same, and the server is told as soon as it can be', async () => {
  fakeApi({
    [sentOut]: () => {
      throw new TypeError('Failed to fetch');
    },
  });
  await withWaiting(0);
  await screen.findByText('outside');
  expect(hasLeftOffline()).toBe(true);
  const seen = fakeApi(signedOut);
  window.dispatchEvent(new Event('online'));
  await waitFor(() => expect(hasLeftOffline()).toBe(false));
  expect(seen).toHaveLength(1);
  await finishLeaving();
  expect(seen).toHaveLength(1);
});
