import type { Platform } from '../../platform/platform';
import { isDatabaseAway } from '../../platform/database/failures';
import { registerStore } from './register.repository';
import { RegisterWriter } from './register-writer';

/** One per process: its queues are what serialises this process's writes to a register. */
const writers = new WeakMap<Platform, RegisterWriter>();

export function writerFor(platform: Platform): RegisterWriter {
  const known = writers.get(platform);
  if (known !== undefined) return known;
  const writer = new RegisterWriter({
    ...registerStore,
    isAway: isDatabaseAway,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    elapsed: () => performance.now(),
  });
  writers.set(platform, writer);
  return writer;
}
