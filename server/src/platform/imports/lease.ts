import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../observability/log';
import { ImportModel } from './import.model';

const leaseMs = 10_000;
const beatMs = 1_000;

export function leaseFromNow(): Date {
  return new Date(Date.now() + leaseMs);
}

/** Another process may be at it by now, or this one stops: whoever meets this writes nothing more. */
export class LeaseLost extends Error {}

/** An import is this run's for as long as it says so every second; without a word it is anybody's after ten. */
export interface Lease {
  holder: string;
  /** @throws LeaseLost */
  check(): void;
  /** goes out with the next sign of life */
  progress(done: number, total: number): void;
  /** waits, and wakes early when the process stops */
  pause(ms: number): Promise<void>;
  end(): void;
}

export function keepLease(importId: string, holder: string, stopping: AbortSignal, log: Log): Lease {
  let until = Date.now() + leaseMs;
  let progress: { done: number; total: number } | null = null;
  const beat = async (): Promise<void> => {
    const leaseUntil = leaseFromNow();
    const said = progress;
    progress = null;
    const { matchedCount } = await ImportModel.updateOne(
      { _id: importId, holder },
      { $set: { leaseUntil, ...(said !== null && { progress: said }) } },
    );
    until = matchedCount === 0 ? 0 : leaseUntil.getTime();
  };
  let beating = false;
  const timer = setInterval(() => {
    if (beating) return;
    beating = true;
    beat()
      .catch((error: unknown) => log.debug({ err: error, importId }, 'lease not renewed'))
      .finally(() => (beating = false));
  }, beatMs);
  return {
    holder,
    check: () => {
      if (stopping.aborted || Date.now() > until) throw new LeaseLost();
    },
    progress: (done, total) => {
      progress = { done, total };
    },
    pause: (ms) => sleep(ms, undefined, { signal: stopping }).catch(() => undefined),
    end: () => clearInterval(timer),
  };
}
