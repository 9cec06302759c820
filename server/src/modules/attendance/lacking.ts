import type { Entry } from '@quad/shared/attendance';
import type { LoggedEntry, RegisterRecord } from './register.model';

/** Beyond this many entries the whole register is the shorter answer: a snapshot of 30 pupils weighs about as much. */
const deltaLimit = 40;

/** The entries a device lacks; null where it needs all of it: the epoch differs, it is ahead of us, or the delta would be larger. */
export function lackedBy(
  known: { epoch: number; since: number },
  { epoch, seq: head, log }: Pick<RegisterRecord, 'epoch' | 'seq' | 'log'>,
): Entry[] | null {
  const near = known.since <= head && head - known.since <= deltaLimit;
  return known.epoch === epoch && near ? log.slice(known.since).map(presentEntry) : null;
}

/** A log entry as the protocol sends it: without what it repeats for the change stream's sake. */
export function presentEntry(logged: LoggedEntry): Entry {
  const { districtId: _d, schoolId: _s, classId: _c, date: _day, after: _a, ...entry } = logged;
  return entry;
}

/** Into the room first and only then read, or what is written in between would be missed. */
export async function joinedThenRead<T>(
  join: () => Promise<void> | void,
  read: () => Promise<T>,
): Promise<T> {
  await join();
  return read();
}
