import { accessContract, identityContract, type Me } from '@quad/shared/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../platform/api';
import { finishLeaving, hasEntered, leave } from '../../platform/left-offline';
import { meQuery, signedInAs } from '../../platform/session';
import { closeSocket } from '../../platform/socket';
import type { DeviceQueue } from './sign-out';

/** What happens to whoever has just come in, by whatever way. */
export function useEnter(next: string): (me: Me) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (me) => {
    hasEntered();
    client.setQueryData(meQuery.queryKey, me);
    void navigate(next, { replace: true });
  };
}

export function useSignIn(next: string) {
  const enter = useEnter(next);
  return useMutation({
    mutationFn: async (body: { login: string; password: string; code?: string }) => {
      await finishLeaving();
      return call(identityContract.signIn, { body });
    },
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
    mutationFn: async (body: { code: string; login?: string; password: string }) => {
      await finishLeaving();
      return call(accessContract.start, { body });
    },
    onSuccess: enter,
  });
}

export function useAskReset() {
  return useMutation({ mutationFn: (login: string) => call(accessContract.askReset, { body: { login } }) });
}

/** Without a network signing out here still leads to the door; the server is told later. Signing out everywhere needs it. */
export function useSignOut(where: 'here' | 'everywhere', queue: DeviceQueue) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ discard }: { discard: boolean }) => {
      if (where === 'everywhere') await call(identityContract.signOutEverywhere, {});
      else await leave();
      // from here on nothing is sent or kept in this person's name
      closeSocket();
      signedInAs.set(null);
      if (discard) await queue.discard();
      await queue.forget();
    },
    onSuccess: () => void navigate('/sign-in', { replace: true }),
  });
}
