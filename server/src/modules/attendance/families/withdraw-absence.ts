import type { AbsenceReport } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { isDuplicate } from '../../../platform/database/failures';
import { absenceFor, absences, alreadyDecided, presentAbsence, reportedAlready } from './absences.present';

/** The family takes its report back while nobody has decided it. @throws Failure not_found, conflict */
export function withdrawAbsence(ctx: Context, absenceId: string): Promise<AbsenceReport> {
  return move(ctx, absenceId, 'pending', 'withdrawn');
}

/** The way back from withdrawing. @throws Failure not_found, conflict */
export function restoreAbsence(ctx: Context, absenceId: string): Promise<AbsenceReport> {
  return move(ctx, absenceId, 'withdrawn', 'pending');
}

async function move(
  ctx: Context,
  absenceId: string,
  from: 'pending' | 'withdrawn',
  to: 'pending' | 'withdrawn',
): Promise<AbsenceReport> {
  const record = await absenceFor(ctx, absenceId, 'absence:report');
  const moved = await absences(ctx)
    .updateMany({ _id: absenceId, state: from }, { $set: { state: to } })
    .catch((error: unknown) => {
      // the family has reported these days anew since
      throw isDuplicate(error) ? reportedAlready(undefined) : error;
    });
  if (moved === 0) throw alreadyDecided(record.state === from ? to : record.state);
  return presentAbsence(ctx, { ...record, state: to });
}
