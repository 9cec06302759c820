import { codeOf, type Submission } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { timetableOf } from '../../schools';
import { absences } from './absences.present';
import { readable } from '../catch-up';
import { ensureCodes } from '../code-sets';

/**
 * The codes of the office's own that its approvals have granted to pupils of this register, as `pupil|code`: a teacher may
 * give just those. Asked only when such a code is sent, so that a save usually reads nothing.
 */
export async function grantedCodes(
  ctx: Context,
  registerId: string,
  { actions }: Pick<Submission, 'actions'>,
): Promise<ReadonlySet<string>> {
  const letters = new Set(
    actions.flatMap((action) => (action.kind === 'mark' ? action.changes.map((change) => change.code) : [])),
  );
  if (!(await anyReserved(ctx, letters))) return new Set();
  const { schoolId, date, marks } = await readable(ctx, registerId);
  const approved = await absences(ctx).find({
    ...{ schoolId, pupil: { $in: marks.map((mark) => mark.pupil) }, state: 'approved' as const },
    ...{ from: { $lte: date }, to: { $gte: date } },
  });
  return new Set(approved.map(({ pupil, code }) => `${pupil}|${code ?? ''}`));
}

async function anyReserved(ctx: Context, letters: ReadonlySet<string | null>): Promise<boolean> {
  const { schoolIds } = ctx.scope;
  for (const schoolId of schoolIds === 'all' ? [] : schoolIds) {
    const { codeSet } = (await timetableOf(ctx, schoolId)).school;
    await ensureCodes(codeSet);
    for (const letter of letters)
      if (letter !== null && codeOf(codeSet, letter)?.officeOnly === true) return true;
  }
  return false;
}
