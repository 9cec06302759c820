import { attendanceContract, type MarkChange } from '@quad/shared/attendance';
import { call } from '../../../platform/api';
import { ApiError } from '../../../platform/api-error';
import { clock } from '../../../platform/clock';
import { uuid } from '../../../platform/uuid';

interface Correction {
  registerId: string;
  change: MarkChange;
  /** why; at least three letters, and it stays with the mark */
  reason: string;
}

/**
 * Sets one mark of one register from outside its page, also when it is closed. Answers what would take it back; null when the
 * mark had moved on, so nothing was changed. @throws ApiError
 */
export async function correctMark({ registerId, change, reason }: Correction, actorId: string) {
  const params = { registerId };
  const known = await call(attendanceContract.syncRegister, { params, query: { epoch: 0, since: 0 } });
  if (!('snapshot' in known)) throw new Error('a whole register was asked for');
  const { epoch, seq, marks } = known.snapshot;
  const before = marks.find((mark) => mark.pupil === change.pupil);
  const action = { mid: uuid(), n: 1, seen: { epoch, seq }, at: clock.now(), kind: 'mark' as const };
  const { results } = await call(attendanceContract.markRegister, {
    params,
    body: {
      ...{ clientId: uuid(), actorId, epoch, since: seq },
      actions: [{ ...action, changes: [change], reason }],
    },
  });
  const result = results[0];
  if (result?.out === 'rejected') {
    const code = result.reason ?? 'not_allowed';
    throw new ApiError({ type: 'about:blank', code, status: 409, title: code });
  }
  if (result?.out !== 'applied' || result.seq === undefined) return null;
  const { pupil, ver: _ver, ...standing } = before ?? { pupil: change.pupil, code: null, ver: 0 };
  return { registerId, change: { pupil, ...standing, ifVer: result.seq } };
}

/** Several, one after the other; answers the way back of those that were changed. */
export async function correctMarks(corrections: readonly Correction[], actorId: string) {
  const back: { registerId: string; change: MarkChange }[] = [];
  for (const correction of corrections) {
    const way = await correctMark(correction, actorId);
    if (way !== null) back.push(way);
  }
  return back;
}
