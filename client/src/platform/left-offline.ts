import { identityContract } from '@quad/shared/identity';
import { call } from './api';
import { Unreachable } from './api-error';

/** Somebody signed out here while the server could not be told; its cookies are still in this browser. */
const leftKey = 'quad-left';

export function hasLeftOffline(): boolean {
  return localStorage.getItem(leftKey) !== null;
}

/** Signs out, or remembers to as soon as there is a network. Until then this device is at the door. */
export async function leave(): Promise<void> {
  try {
    await call(identityContract.signOut, {});
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    localStorage.setItem(leftKey, 'yes');
  }
}

let underWay: Promise<void> | null = null;

/** To be called at the door, when the network is back, and before anybody signs in: it would end the new session instead. */
export function finishLeaving(): Promise<void> {
  if (!hasLeftOffline()) return Promise.resolve();
  underWay ??= call(identityContract.signOut, {})
    .then(
      () => hasEntered(),
      // without an answer it is tried again; whatever else the server says, the old session is not this device's any more
      (error: unknown) => (error instanceof Unreachable ? undefined : hasEntered()),
    )
    .finally(() => {
      underWay = null;
    });
  return underWay;
}

/** Somebody has signed in since: their cookies stand in place of the old ones. */
export function hasEntered(): void {
  localStorage.removeItem(leftKey);
}
