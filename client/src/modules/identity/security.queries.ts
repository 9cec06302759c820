import { securityContract, type Me } from '@quad/shared/identity';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';
import { meQuery } from '../../platform/session';

const keys = {
  factor: ['security', 'second-factor'] as const,
  devices: ['security', 'devices'] as const,
};

export const secondFactorQuery = queryOptions({
  queryKey: keys.factor,
  queryFn: ({ signal }) => call(securityContract.mySecondFactor, {}, signal),
});

export const devicesQuery = queryOptions({
  queryKey: keys.devices,
  queryFn: ({ signal }) => call(securityContract.myDevices, {}, signal),
});

/** One of the two: a code for whoever has an authenticator, the password for everybody else. */
export function useProve() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string } | { code: string }) => call(securityContract.prove, { body }),
    onSuccess: ({ provedUntil }) => {
      client.setQueryData(meQuery.queryKey, (me: Me | undefined) => me && { ...me, provedUntil });
      // a code may have woken roles
      return client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    // codes may have been turned on or off elsewhere
    onError: () => client.invalidateQueries({ queryKey: keys.factor }),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { password: string; newPassword: string }) =>
      call(securityContract.changePassword, { body }),
  });
}

export function useSignOutDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sessionId: string) => call(securityContract.signOutDevice, { params: { sessionId } }),
    // somebody may have signed it out meanwhile, so a refusal asks anew, too
    onSettled: () => client.invalidateQueries({ queryKey: keys.devices }),
  });
}

export function useBeginCodes() {
  return useMutation({ mutationFn: () => call(securityContract.beginSecondFactor, {}) });
}

export function useConfirmCodes() {
  const refresh = useRefreshFactor();
  return useMutation({
    mutationFn: (code: string) => call(securityContract.confirmSecondFactor, { body: { code } }),
    onSuccess: refresh,
  });
}

export function useEndCodes() {
  const refresh = useRefreshFactor();
  return useMutation({ mutationFn: () => call(securityContract.endSecondFactor, {}), onSuccess: refresh });
}

export function useNewRecoveryCodes() {
  const refresh = useRefreshFactor();
  return useMutation({ mutationFn: () => call(securityContract.newRecoveryCodes, {}), onSuccess: refresh });
}

/** Roles may have been woken, or fallen asleep. */
function useRefreshFactor(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keys.factor });
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
}
