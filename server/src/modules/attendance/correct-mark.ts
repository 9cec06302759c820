import { randomUUID } from 'node:crypto';
import type { Action, MarkChange, Rejection } from '@quad/shared/attendance';
import type { ErrorCode } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { readable } from './catch-up';
import { roleOn } from './mark-register';
import { writerFor } from './writers';

interface Correction extends MarkChange {
  /** 3 to 280 characters; stands in the register's log */
  reason: string;
}

/**
 * Changes one mark for a reason, also on a closed register; through the log, like every mark.
 * @returns seq of the entry. @throws Failure not_found, register_locked, not_allowed, conflict
 */
export async function correctMark(
  ctx: Context,
  registerId: string,
  { reason, ...change }: Correction,
): Promise<{ seq: number }> {
  const { epoch, seq } = await readable(ctx, registerId);
  const action: Action = {
    ...{ mid: randomUUID(), n: 1, kind: 'mark', changes: [change], reason },
    ...{ seen: { epoch, seq }, at: ctx.now() },
  };
  const { results } = await writerFor(ctx.platform).submit(
    { districtId: ctx.scope.districtId, registerId },
    {
      submission: { clientId: randomUUID(), actions: [action] },
      personId: ctx.actor.personId,
      roleFor: (record, kind) => roleOn(ctx, record, kind),
      now: () => ctx.now(),
    },
  );
  const [result] = results;
  if (result?.out === 'superseded')
    throw new Failure('conflict', 'This mark has just been changed. Look at it once more.');
  if (result?.seq === undefined) throw refusal(result?.reason);
  return { seq: result.seq };
}

const codes: Partial<Record<Rejection, ErrorCode>> = {
  register_locked: 'register_locked',
  not_allowed: 'not_allowed',
};

function refusal(reason: Rejection | undefined): Failure {
  const detail: Partial<Record<Rejection, string>> = {
    not_on_roll: 'This pupil is not on the roll of that register.',
    register_full: 'This register holds as many changes as it can.',
    reason_needed: 'This code needs a reason in its note.',
  };
  return new Failure((reason && codes[reason]) ?? 'conflict', reason && detail[reason]);
}
