import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { startI18n } from '../../platform/i18n';
import { answer, fakeApi, refuse } from '../../test-support/fake-api';
import { someone } from '../../test-support/render-page';
import { StartPage } from './start-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

async function arrive(address: string) {
  if (!i18next.isInitialized) await startI18n();
  const routes = [
    { path: '/start', Component: StartPage },
    { path: '*', element: <p>inside</p> },
  ];
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return router;
}

const facts = { givenName: 'Pia', schoolName: 'Harbour Academy', login: null, purpose: 'first' };
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

const fill = async (label: string, text: string): Promise<void> => {
  await userEvent.click(screen.getByLabelText(label));
  await userEvent.paste(text);
};

test('the picture on a card leads to the person, who chooses a name and a password and is in', async () => {
  const answers = [
    answer({ ...problem, errors: [{ field: 'login', message: 'taken' }] }, 409),
    answer(someone()),
  ];
  const seen = fakeApi({
    'POST /start/look': () => answer(facts),
    'POST /start': () => answers.shift() ?? refuse(500, 'internal'),
  });
  const router = await arrive('/start#ABCD-EFGH-JKMN');
  expect(await screen.findByRole('heading', { name: 'Hello Pia' })).toBeVisible();
  // the code stays in no history
  expect(router.state.location.hash).toBe('');
  await press('Go in');
  expect(screen.getByLabelText('Sign-in name')).toHaveAccessibleDescription(/At least 3 letters/);
  expect(screen.getByLabelText('Choose a password')).toBeInvalid();
  await fill('Sign-in name', 'pia');
  await fill('Choose a password', 'four words in a row');
  await press('Go in');
  expect(await screen.findByText('Somebody else has this name. Choose another one.')).toBeVisible();
  await fill('Sign-in name', '.p');
  await press('Go in');
  expect(await screen.findByText('inside')).toBeVisible();
  expect(seen.at(-1)?.body).toEqual({
    ...{ code: 'ABCD-EFGH-JKMN', login: 'pia.p', password: 'four words in a row' },
  });
});

const problem = { type: 'about:blank', code: 'conflict', status: 409, title: 'conflict' };

test('a code that cannot be used is said so, and another one may be typed', async () => {
  const answers = [refuse(422, 'code_unusable'), answer({ ...facts, login: 'pia', purpose: 'reset' })];
  fakeApi({ 'POST /start/look': () => answers.shift() ?? refuse(500, 'internal') });
  await arrive('/start');
  await fill('Your code', 'abcd');
  await press('Go on');
  expect(await screen.findByText(/This code cannot be used/)).toBeVisible();
  await press('Go on');
  expect(await screen.findByLabelText('Choose a new password')).toBeVisible();
  expect(screen.getByLabelText('Sign-in name')).toHaveAttribute('readonly');
  expect(screen.getByRole('heading', { name: 'Hello Pia' })).toHaveFocus();
});

test('another link opened on the same page is another code', async () => {
  const seen = fakeApi({
    'POST /start/look': () => answer({ ...facts, givenName: seen.length === 1 ? 'Pia' : 'Ben' }),
  });
  const router = await arrive('/start#ABCD-EFGH-JKMN');
  expect(await screen.findByRole('heading', { name: 'Hello Pia' })).toBeVisible();
  await act(() => router.navigate('/start#7777-EFGH-JKMN'));
  expect(await screen.findByRole('heading', { name: 'Hello Ben' })).toBeVisible();
  expect(seen.at(-1)?.body).toEqual({ code: '7777-EFGH-JKMN' });
  expect(router.state.location.hash).toBe('');
});
