import { createHash } from 'node:crypto';
import { attendanceContract, registerKey, type Snapshot } from '@quad/shared/attendance';
import type { Api } from './api';
import type { Session } from './session';

interface Key {
  schoolId: string;
  classId: string;
  date: string;
  period: string;
}

/** The id a device derives by itself, as the server does: 24 hex digits of SHA-256 over the register's key. */
export function registerIdOf(key: Key): string {
  return createHash('sha256').update(registerKey(key)).digest('hex').slice(0, 24);
}

/** Makes sure the register exists, and hands over what is in it and what time the district has. */
export async function openRegister(
  api: Api,
  session: Session,
  key: Key,
): Promise<{ register: Snapshot; now: number }> {
  const registerId = registerIdOf(key);
  const opened = await api.call(
    attendanceContract.openRegister,
    { params: { registerId }, body: key },
    session,
  );
  if (!('snapshot' in opened))
    throw new Error('opening a register answers with all of it, and this answer held only events');
  return { register: opened.snapshot, now: opened.now };
}
