import { codeForAbsence, type ExpectedAbsence } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import type { AbsenceRecord } from './absence.model';
import { absences } from './absences.present';
import { readable } from '../catch-up';
import { ensureCodes } from '../code-sets';

/** Who on a register is known to be away that day. @throws Failure not_found for whoever may not read the register */
export async function expectedAbsences(ctx: Context, registerId: string): Promise<ExpectedAbsence[]> {
  const { schoolId, classId, date, marks, codeSet } = await readable(ctx, registerId);
  // the family's own words are for those who take the register and the office, not for whoever may look on
  const mayReadText = ctx.can('register:mark', { schoolId, classId, date });
  const [found] = await Promise.all([
    absences(ctx).find(
      {
        ...{ schoolId, pupil: { $in: marks.map((mark) => mark.pupil) } },
        ...{ from: { $lte: date }, to: { $gte: date }, state: { $in: ['approved', 'pending'] } },
      },
      { limit: 2_000, sort: { at: 1 } },
    ),
    ensureCodes(codeSet),
  ]);
  const ofPupil = new Map<string, AbsenceRecord>();
  // the latest counts, and what the office approved before what somebody only says
  for (const absence of found)
    if (absence.state === 'approved' || ofPupil.get(absence.pupil)?.state !== 'approved')
      ofPupil.set(absence.pupil, absence);
  return [...ofPupil.values()].map(({ pupil, state, reasonKind, code, text }) => ({
    ...{ pupil, kind: reasonKind },
    ...(state === 'approved'
      ? { state: 'approved' as const, code, ...(text === '' || !mayReadText ? {} : { text }) }
      : { state: 'reported' as const, code: codeForAbsence(codeSet, reasonKind) }),
  }));
}
