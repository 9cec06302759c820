import { identityContract } from '@quad/shared/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../platform/api';
import { clock } from '../../platform/clock';
import { meQuery } from '../../platform/session';

export function useSignIn(next: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => call(identityContract.signIn, { body }),
    onSuccess: (me) => {
      clock.synced(me.clock.now);
      client.setQueryData(meQuery.queryKey, me);
      void navigate(next, { replace: true });
    },
  });
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
