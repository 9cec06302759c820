import { adminContract } from '@quad/shared/schools';
import { reportsContract } from '@quad/shared/attendance';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { call } from '../../platform/api';
import { ApiError } from '../../platform/api-error';
import { FileLink } from '../../platform/ui/file-link';
import { answer, fakeApi, refuse } from '../../test-support/fake-api';
import { renderPage, someone } from '../../test-support/render-page';
import { ProofGate } from './proof-gate';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const later = Date.now() + 900_000;
const newSchool = { code: 'N', name: 'North', group: null, timeZone: 'UTC' };
const make = (): Promise<unknown> =>
  call(adminContract.createSchool, { body: newSchool }).then(
    () => 'made',
    (error: unknown) => (error instanceof ApiError ? error.code : error),
  );

/** A server that wants to know once more who this is. */
function server(on: boolean, answers: Response[] = []) {
  let proved = false;
  return fakeApi({
    'GET /me/second-factor': () => answer({ on, needed: on, since: null, recoveryCodesLeft: 0 }),
    'POST /me/proof': () => {
      const given = answers.shift() ?? answer({ provedUntil: later });
      proved ||= given.ok;
      return given;
    },
    'GET /me': () => answer(someone({ provedUntil: proved ? later : 0 })),
    'POST /schools': () => (proved ? refuse(409, 'conflict') : refuse(403, 'proof_needed')),
  });
}

function Page() {
  const endpoint = { ...reportsContract.districtReport, proof: true as const };
  return (
    <>
      <button type="button">here</button>
      <FileLink endpoint={endpoint} href="/api/v1/district/reports/day">
        The file
      </FileLink>
      <ProofGate />
    </>
  );
}

test('two calls that want a proof share one dialog and are made again; the keyboard is back where it was', async () => {
  const seen = server(false, [refuse(401, 'wrong_credentials')]);
  await renderPage(Page);
  screen.getByRole('button', { name: 'here' }).focus();
  const calls = Promise.all([make(), make()]);
  const field = await screen.findByLabelText('Password');
  await vi.waitFor(() => expect(field).toHaveFocus());
  await userEvent.type(field, 'not hers{Enter}');
  expect(await screen.findByText('That is not your password.')).toBeInTheDocument();
  await userEvent.type(field, 'menosate{Enter}');
  expect(await calls).toEqual(['conflict', 'conflict']);
  expect(seen.filter(({ path }) => path === '/me/proof').at(-1)?.body).toEqual({ password: 'menosate' });
  expect(seen.filter(({ path }) => path === '/me/proof')).toHaveLength(2);
  expect(seen.filter(({ path }) => path === '/schools')).toHaveLength(4);
  await vi.waitFor(() => expect(screen.getByRole('button', { name: 'here' })).toHaveFocus());
});

test('whoever will not prove it is told that nothing was done', async () => {
  server(false);
  await renderPage(Page);
  const made = make();
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await made).toBe('proof_needed');
});

test('a link to a file asks first, of whoever has an authenticator for its code', async () => {
  const followed = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const seen = server(true);
  await renderPage(Page);
  await userEvent.click(screen.getByRole('link', { name: 'The file' }));
  await userEvent.type(await screen.findByLabelText('Code of your authenticator'), '123 456{Enter}');
  await vi.waitFor(() => expect(followed).toHaveBeenCalledTimes(1));
  expect(seen.find(({ path }) => path === '/me/proof')?.body).toEqual({ code: '123456' });
  // from now on it is followed at once
  await userEvent.click(screen.getByRole('link', { name: 'The file' }));
  await vi.waitFor(() => expect(followed).toHaveBeenCalledTimes(2));
  expect(screen.queryByRole('dialog')).toBeNull();
});
