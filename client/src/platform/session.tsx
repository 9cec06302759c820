import { identityContract, type Me } from '@quad/shared/identity';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useLayoutEffect, type ReactNode } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { call } from './api';
import { ApiError } from './api-error';
import { finishLeaving, hasLeftOffline } from './left-offline';
import { useForgetLost } from './lost-rights';
import { forgetPages, keepPages, keptOnDevice } from './query-persist';
import { onSignedOut } from './refresh';
import { closeSocket, openSocket } from './socket';
import { createStore } from './store';

/** Whose session the requests of this page go out under, as far as it knows; null outside the door. */
export const signedInAs = createStore<string | null>(null);

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal, client }) => {
    const me = await call(identityContract.me, {}, signal);
    const before = signedInAs.get();
    // the session is the browser's: another tab may have brought somebody else
    if (before !== null && before !== me.personId)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    return me;
  },
  staleTime: 60_000,
  ...keptOnDevice,
});

/** For whoever narrows down who one is here; see role.tsx. */
export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only below `SignedIn`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe stands outside SignedIn');
  return me;
}

interface SignedInProps {
  children: ReactNode;
  loading: ReactNode;
  failed: (error: Error, retry: () => void) => ReactNode;
}

/**
 * Shows its children to somebody who is signed in, and leads anybody else to the door with the way back kept. Without an answer
 * the person last signed in on this device goes on with what is known.
 */
export function SignedIn({ children, loading, failed }: SignedInProps): ReactNode {
  const { data: me, error, refetch } = useQuery({ ...meQuery, enabled: !hasLeftOffline() });
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const door = doorTo(`${pathname}${search}`);
  const personId = me?.personId;

  useEffect(
    () =>
      onSignedOut(() => {
        closeSocket();
        void navigate(door, { replace: true });
      }),
    [navigate, door],
  );
  // before any effect of a page inside, which may ask in that person's name at once
  useLayoutEffect(() => {
    if (personId !== undefined) signedInAs.set(personId);
  }, [personId]);
  useForgetLost(me);
  useEffect(() => {
    if (personId === undefined) return;
    openSocket(personId);
    keepPages(client, personId);
  }, [personId, client]);

  // both before what is known from earlier
  if (hasLeftOffline()) return <Navigate to="/sign-in" replace />;
  if (error instanceof ApiError && error.status === 401) return <Navigate to={door} replace />;
  if (me !== undefined) return <MeContext value={me}>{children}</MeContext>;
  return error === null ? loading : failed(error, () => void refetch());
}

/**
 * For the page outside the door: nothing one person has seen may be left for the next on this device.
 * Done there because inside, a query that is still shown would ask again the moment it is forgotten.
 */
export function useForgetEverything(): void {
  const client = useQueryClient();
  useEffect(() => {
    closeSocket();
    signedInAs.set(null);
    client.clear();
    void forgetPages();
    const finish = (): void => void finishLeaving();
    finish();
    window.addEventListener('online', finish);
    return () => window.removeEventListener('online', finish);
  }, [client]);
}

function doorTo(next: string): string {
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** The way back after signing in: a path of this site, or home. `//host` and `/\host` would lead elsewhere. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/';
  const url = new URL(next, window.location.origin);
  return url.origin === window.location.origin ? `${url.pathname}${url.search}${url.hash}` : '/';
}
