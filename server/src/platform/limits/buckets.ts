import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { turns } from '../turns';
import { delaySeconds, type Growing, type Rule, type Window } from './rules';

export interface Place {
  giveBack(): Promise<unknown>;
  /** the next wrong try is the first that is delayed */
  isLastFree: boolean;
}
export interface Refused {
  rule: Rule;
  waitMs: number;
}
/** Takes a place for a try, or says how long there is none. */
export type Bucket = (key: string) => Promise<Place | Refused>;

export function windowed(counter: RateLimiterAbstract, rule: Window): Bucket {
  return async (key) => {
    const waitMs = await refused(counter.consume(key));
    if (waitMs === null) return { giveBack: () => counter.reward(key), isLastFree: false };
    await counter.reward(key);
    return { rule, waitMs };
  };
}

/** How long a process refuses without asking the store, which another process may have told that a try was right. */
const unaskedMs = 1_000;
const mostRemembered = 10_000;

/**
 * Wrong tries are counted for a day. Beyond the free ones there is a gate that lets one through and then stays shut for as long
 * as their number says, however many come at once.
 */
export function growing(counted: RateLimiterAbstract, gate: RateLimiterAbstract, rule: Growing): Bucket {
  // many writers of one document get in each other's way
  const inTurn = turns();
  const shut = new Map<string, { at: number; waitMs: number }>();
  const isShut = (key: string, waitMs: number): Refused => {
    if (shut.size >= mostRemembered) shut.clear();
    shut.set(key, { at: performance.now(), waitMs });
    return { rule, waitMs };
  };
  return (key) =>
    inTurn(key, async () => {
      const last = shut.get(key);
      const passedMs = last === undefined ? Infinity : performance.now() - last.at;
      if (last !== undefined && passedMs < Math.min(unaskedMs, last.waitMs))
        return { rule, waitMs: last.waitMs - passedMs };
      shut.delete(key);
      const standing = await gate.get(key);
      // before anything is counted: tries that are refused anyway must not make the next delay longer
      if (standing !== null && standing.consumedPoints > 0) return isShut(key, standing.msBeforeNext);
      const { consumedPoints } = await counted.penalty(key);
      const isLastFree = consumedPoints === rule.free;
      const customDuration = delaySeconds(consumedPoints, rule.free);
      if (customDuration === 0) return { giveBack: () => counted.reward(key), isLastFree };
      const waitMs = await refused(gate.consume(key, 1, { customDuration }));
      if (waitMs === null)
        return { giveBack: () => Promise.all([counted.reward(key), gate.delete(key)]), isLastFree };
      await counted.reward(key);
      return isShut(key, waitMs);
    });
}

/** @returns how long to wait, ms; null when there was a place */
async function refused(consumed: Promise<unknown>): Promise<number | null> {
  try {
    await consumed;
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}
