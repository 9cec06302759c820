import { createHash } from 'node:crypto';
import { systemId, type Action, type ActionResult } from '@quad/shared/attendance';
import type { Platform } from '../../platform/platform';
import type { RegisterRecord } from './register.model';
import { writerFor } from './writers';

type Act =
  | Pick<Extract<Action, { kind: 'mark' }>, 'kind' | 'changes' | 'reason'>
  | Pick<Extract<Action, { kind: 'roll' }>, 'kind' | 'changes'>
  | { kind: 'close' };

/**
 * Quad itself acts on a register, in the log like everybody. The same `cause` makes the same mids, so several processes, or one
 * that was cut off, do it once. @param now the district's clock, ms
 */
export async function actAsSystem(
  register: Pick<RegisterRecord, '_id' | 'districtId' | 'epoch' | 'seq'>,
  cause: string,
  acts: readonly Act[],
  now: number,
  platform: Platform,
): Promise<ActionResult[]> {
  const { _id: registerId, districtId, epoch, seq } = register;
  const actions = acts.map((act, i): Action => ({
    ...act,
    mid: uuidFrom(`${registerId}|${epoch}|${cause}|${i}`),
    n: i + 1,
    seen: { epoch, seq },
    at: now,
  }));
  const { results } = await writerFor(platform).submit(
    { districtId, registerId },
    {
      submission: { clientId: uuidFrom('quad'), actions },
      personId: systemId,
      roleFor: () => 'system',
      now: () => now,
    },
  );
  return results;
}

/** A name-based UUID (RFC 9562, version 8). */
export function uuidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
