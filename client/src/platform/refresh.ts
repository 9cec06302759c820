import { apiRoot } from '@quad/shared/platform';
import { Unreachable } from './api-error';

/** A request without an answer for this long is given up: what waits for it must come to an end. */
export const answerMs = 10_000;

/** When a tab of this browser last got a new pair, ms. */
const renewedKey = 'quad-renewed';

const listeners = new Set<() => void>();
let underWay: Promise<boolean> | null = null;

/** Called when the session is over for good: neither cookie is accepted any more. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Exchanges the refresh cookie for a new pair; everybody who asks meanwhile, in whatever tab, shares the one exchange.
 * False when the session is over. Rejects when the server could not be asked, which says nothing about the session.
 * @param refused when the request was begun that was refused, ms: a pair that came later has not been tried yet
 */
export function refreshSession(refused = Date.now()): Promise<boolean> {
  underWay ??= alone(() => (isRenewedSince(refused) ? Promise.resolve(true) : exchange())).finally(() => {
    underWay = null;
  });
  return underWay;
}

async function exchange(): Promise<boolean> {
  const signal = AbortSignal.timeout(answerMs);
  const response = await fetch(`${apiRoot}/session/refresh`, { method: 'POST', signal }).catch(
    (error: unknown) => {
      throw new Unreachable(error);
    },
  );
  if (response.ok) {
    localStorage.setItem(renewedKey, String(Date.now()));
    return true;
  }
  if (response.status !== 401) throw new Unreachable(response.status);
  for (const listener of listeners) listener();
  return false;
}

function isRenewedSince(moment: number): boolean {
  const at = Number(localStorage.getItem(renewedKey) ?? 0);
  // one in the future is of a clock that was set back since
  return at > moment && at <= Date.now();
}

/** The cookies belong to all tabs, and a refresh token is good once: tabs take turns where the browser can do that. */
function alone(task: () => Promise<boolean>): Promise<boolean> {
  if (!('locks' in navigator)) return task();
  return navigator.locks.request('quad-refresh', task);
}
