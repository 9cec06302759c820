import { MantineProvider } from '@mantine/core';
import type { Me } from '@quad/shared/identity';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import type { ComponentType } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { startI18n } from '../platform/i18n';
import { meQuery, SignedIn, useForgetEverything } from '../platform/session';

export function someone(changes: Partial<Me> = {}): Me {
  return {
    ...{ personId: '9'.repeat(24), districtId: '8'.repeat(24), districtName: 'Riverside', login: 'rao' },
    ...{ name: 'Anjali Rao', givenName: 'Anjali', formalName: 'Ms Rao', children: [] },
    ...{ secondFactor: 'off' as const, provedUntil: 0 },
    memberships: [{ schoolId: '5'.repeat(24), schoolName: 'Harbour Academy', role: 'teacher' }],
    covers: [],
    teaches: [{ classId: '6'.repeat(24), schoolId: '5'.repeat(24), from: '2025-09-01', to: null }],
    clock: { now: Date.parse('2026-03-04T09:07:00Z'), timeZone: 'UTC', real: false },
    ...changes,
  };
}

interface RenderOptions {
  me?: Me;
  path?: string;
  at?: string;
  state?: unknown;
}

/** A page as the router shows it to somebody signed in, without the shell around it. */
export async function renderPage(
  Page: ComponentType,
  { me = someone(), path = '/', at = path, state = null }: RenderOptions = {},
) {
  if (!i18next.isInitialized) await startI18n();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, me);
  const element = (
    <SignedIn loading={null} failed={() => null}>
      <Page />
    </SignedIn>
  );
  const router = createMemoryRouter(
    [
      { path, element },
      { path: '*', Component: Outside },
    ],
    { initialEntries: [{ pathname: at, state }] },
  );
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { client, router };
}

function Outside() {
  useForgetEverything();
  return <p>outside</p>;
}
