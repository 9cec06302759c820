import { setTimeout as wait } from 'node:timers/promises';
import type { RegisterRecord } from './register.model';
import { RegisterWriter, type Writing } from './register-writer';

/** A register as it stands after these actions, by the writer's own rules, and not written yet. */
export async function takenRegister(born: RegisterRecord, writing: Writing): Promise<RegisterRecord> {
  let after = born;
  const writer = new RegisterWriter({
    read: () => Promise.resolve(born),
    commit: (_before, written) => {
      after = written;
      return Promise.resolve(true);
    },
    isAway: () => false,
    wait,
    elapsed: () => performance.now(),
  });
  await writer.submit({ districtId: born.districtId, registerId: born._id }, writing);
  return after;
}
