import { accessContract, identityContract, type Me } from '@quad/shared/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../platform/api';
import { clock } from '../../platform/clock';
import { meQuery } from '../../platform/session';

/** What happens to whoever has just come in, by whatever way. */
export function useEnter(next: string): (me: Me) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (me) => {
    clock.synced(me.clock.now);
    client.setQueryData(meQuery.queryKey, me);
    void navigate(next, { replace: true });
  };
}

export function useSignIn(next: string) {
  const enter = useEnter(next);
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => call(identityContract.signIn, { body }),
    onSuccess: enter,
  });
}

export function useLookAtCode() {
  return useMutation({
    mutationFn: (code: string) => call(accessContract.lookAtCode, { body: { code } }),
  });
}

export function useStart() {
  const enter = useEnter('/');
  return useMutation({
    mutationFn: (body: { code: string; login?: string; password: string }) =>
      call(accessContract.start, { body }),
    onSuccess: enter,
  });
}

export function useAskReset() {
  return useMutation({ mutationFn: (login: string) => call(accessContract.askReset, { body: { login } }) });
}

export function useSignOut(where: 'here' | 'everywhere') {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      if (where === 'everywhere') await call(identityContract.signOutEverywhere, {});
      else await call(identityContract.signOut, {});
    },
    onSuccess: () => void navigate('/sign-in', { replace: true }),
  });
}
