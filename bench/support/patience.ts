import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from './http';

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const longestPauseMs = 5_000;

/**
 * Tries again what a busy, restarting or unreachable server could not do yet, until `patienceMs` have passed. Only for
 * requests that may be repeated: the answer to the first may be what was lost.
 */
export async function patiently(attempt: () => Promise<HttpAnswer>, patienceMs: number): Promise<HttpAnswer> {
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries++) {
    const outcome = await attempt().catch(unlessAway);
    const over = performance.now() >= until;
    if (outcome instanceof Error) {
      if (over) throw outcome;
    } else if (over || !(outcome.status === 503 || outcome.status === 429)) {
      return outcome;
    }
    await sleep(pauseMs(outcome, tries));
  }
}

/** What the server asks for; else twice as long each time. Jitter, so that those refused together do not return together. */
export function pauseMs(outcome: HttpAnswer | Error, tries: number, random = Math.random): number {
  const asked = outcome instanceof Error ? Number.NaN : Number(outcome.headers['retry-after']);
  const base = Number.isFinite(asked) ? asked * 1_000 : Math.min(100 * 2 ** tries, longestPauseMs);
  return Math.round(base * (1 + random() / 4));
}

function unlessAway(error: unknown): Error {
  if (isAway(error)) return error;
  throw error;
}

/** Nobody there, or gone in mid-request: it may be different in a moment. */
export function isAway(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && awayCodes.has(String(error.code));
}
