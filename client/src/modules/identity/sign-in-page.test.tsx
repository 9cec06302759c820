import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { startI18n } from '../../platform/i18n';
import { answer, fakeApi, refuse } from '../../test-support/fake-api';
import { someone } from '../../test-support/render-page';
import { SignInPage } from './sign-in-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

async function atTheDoor(address: string) {
  if (!i18next.isInitialized) await startI18n();
  const client = new QueryClient();
  client.setQueryData(['private'], 'marks of 7B');
  const routes = [
    { path: '/sign-in', Component: SignInPage },
    { path: '*', element: <p>inside</p> },
  ];
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const type = async (login: string, password: string): Promise<void> => {
    if (login !== '') await userEvent.type(screen.getByLabelText('Name or e-mail'), login);
    if (password !== '') await userEvent.type(screen.getByLabelText('Password'), password);
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  };
  return { client, router, type };
}

test('signing in leads back to where one was going, with nothing of an earlier person left', async () => {
  const seen = fakeApi({ 'POST /session': () => answer(someone()) });
  const { client, router, type } = await atTheDoor('/sign-in?next=%2Fregisters%2F1%3Fx%3D2');
  await type(' Rao ', 'menosate');
  expect(await screen.findByText('inside')).toBeVisible();
  expect(router.state.location).toMatchObject({ pathname: '/registers/1', search: '?x=2' });
  expect(client.getQueryData(['private'])).toBeUndefined();
  const sent = seen.find(({ method }) => method === 'POST');
  expect(sent?.body).toMatchObject({ password: 'menosate' });
});

test('another site’s address is no way back', async () => {
  fakeApi({ 'POST /session': () => answer(someone()) });
  const { router, type } = await atTheDoor('/sign-in?next=%2F%2Fevil.example');
  await type('rao', 'menosate');
  expect(await screen.findByText('inside')).toBeVisible();
  expect(router.state.location.pathname).toBe('/');
});

test('empty fields are named under each, and nothing is sent', async () => {
  const seen = fakeApi({});
  const { type } = await atTheDoor('/sign-in');
  expect(screen.getByLabelText('Password')).toBeValid();
  await type('', '');
  expect(screen.getByLabelText('Name or e-mail')).toHaveAccessibleDescription(
    'Type the name you sign in with.',
  );
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('Type your password.');
  expect(screen.getByLabelText('Name or e-mail')).toBeInvalid();
  expect(screen.getByLabelText('Password')).toBeInvalid();
  expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(0);
});

test.each([
  ['wrong_credentials', 401, 'That name and password do not fit together.'],
  ['busy', 503, 'Many people are signing in at once. Try again in a moment.'],
])('%s is said above the form, and one may try again', async (code, status, sentence) => {
  const answers = [refuse(status, code), answer(someone())];
  fakeApi({ 'POST /session': () => answers.shift() ?? refuse(500, 'internal') });
  const { type } = await atTheDoor('/sign-in');
  await type('rao', 'guess');
  expect(await screen.findByText(sentence)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('inside')).toBeVisible();
});

test('an installation without a district leads to its set-up', async () => {
  fakeApi({ 'GET /set-up': () => answer({ needed: true }) });
  const { router } = await atTheDoor('/sign-in');
  expect(await screen.findByText('inside')).toBeVisible();
  expect(router.state.location.pathname).toBe('/set-up');
});

test('one-time codes are a second step, which takes a recovery code as well and leads where one was going', async () => {
  const answers = [refuse(401, 'code_needed'), refuse(401, 'wrong_code'), answer(someone())];
  const seen = fakeApi({ 'POST /session': () => answers.shift() ?? refuse(500, 'internal') });
  const { router, type } = await atTheDoor('/sign-in?next=%2Fboard');
  await type('rao', 'menosate');
  const field = await screen.findByLabelText('Code of your authenticator');
  expect(field).toHaveFocus();
  expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await userEvent.paste('123 456');
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('That code does not fit. Type the newest one.')).toBeVisible();
  expect(field).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Use a recovery code' }));
  await userEvent.type(screen.getByLabelText('Recovery code'), 'abcd-efgh{Enter}');
  expect(await screen.findByText('inside')).toBeVisible();
  expect(router.state.location.pathname).toBe('/board');
  const codes = seen.filter(({ path }) => path === '/session').map(({ body }) => body);
  const known = { login: 'rao', password: 'menosate' };
  expect(codes).toEqual([known, { ...known, code: '123456' }, { ...known, code: 'abcd-efgh' }]);
});

test('whoever has tried too often is told how long to wait, and may try again after it', async () => {
  const refusal = refuse(429, 'too_many_attempts');
  refusal.headers.set('retry-after', '2');
  const answers = [refusal, answer(someone())];
  fakeApi({ 'POST /session': () => answers.shift() ?? refuse(500, 'internal') });
  vi.useFakeTimers({ toFake: ['Date'] });
  const { type } = await atTheDoor('/sign-in');
  await type('rao', 'guess');
  expect(await screen.findByText('Too many attempts. You can try again in 0:02.')).toBeVisible();
  expect(screen.getByRole('button', { name: /^Wait 0:0/ })).toBeDisabled();
  vi.setSystemTime(Date.now() + 3_000);
  expect(await screen.findByText('You can try again now.')).toBeVisible();
  vi.useRealTimers();
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('inside')).toBeVisible();
});
