import { isUnexplained } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { namesOf } from '../identity';
import { timetableOf } from '../schools';
import type { AbsenceRecord } from './absence.model';
import { ensureCodes } from './code-sets';
import { correctMark } from './correct-mark';
import { registers } from './register.repository';

interface Explained {
  corrected: AbsenceRecord['corrected'];
  /** marks that could not be changed: a register that takes no more, a code this school does not have */
  failed: number;
}

/** Gives the approved code to the absences of days so far that nobody had explained; through the log, with the reason. */
export async function explainMarks(ctx: Context, absence: AbsenceRecord, code: string): Promise<Explained> {
  const { pupil, by } = absence;
  const [marks, names] = await Promise.all([
    marksOf(ctx, absence),
    namesOf([by], ctx.scope.districtId, ctx.platform),
  ]);
  const reason = `Reported by guardian ${names[by] ?? ''}`.trim();
  const result: Explained = { corrected: [], failed: 0 };
  for (const { registerId, codeSet, mark } of marks) {
    await ensureCodes(codeSet);
    if (!isUnexplained(codeSet, mark.code)) continue;
    const seq = await corrected(ctx, registerId, { pupil, code, reason });
    if (seq === null) result.failed += 1;
    else result.corrected.push({ registerId, seq, before: mark.code });
  }
  return result;
}

/** Puts back what the approval changed, where nobody has changed it since. */
export async function unexplainMarks(ctx: Context, absence: AbsenceRecord): Promise<void> {
  if (absence.corrected.length === 0) return;
  const marks = new Map((await marksOf(ctx, absence)).map((each) => [each.registerId, each.mark]));
  for (const { registerId, seq, before } of absence.corrected) {
    if (marks.get(registerId)?.ver !== seq) continue;
    const reason = 'Approval of the absence taken back';
    await corrected(ctx, registerId, { pupil: absence.pupil, code: before, reason });
  }
}

async function corrected(
  ctx: Context,
  registerId: string,
  correction: { pupil: string; code: string | null; reason: string },
): Promise<number | null> {
  try {
    return (await correctMark(ctx, registerId, correction)).seq;
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'unavailable') throw error;
    ctx.log.warn({ register: registerId, why: error.code }, 'mark not corrected by an absence');
    return null;
  }
}

interface Found {
  registerId: string;
  codeSet: string;
  mark: { ver: number; code: string | null };
}

/** The pupil's marks of the report's days up to today. */
async function marksOf(ctx: Context, { schoolId, pupil, from, to }: AbsenceRecord): Promise<Found[]> {
  const { school } = await timetableOf(ctx, schoolId);
  const today = wallClock(ctx.now(), school.timeZone).date;
  return registers(ctx).aggregate<Found>(
    { schoolId, 'marks.pupil': pupil, date: { $gte: from, $lte: to < today ? to : today } },
    [
      {
        $project: {
          _id: 0,
          registerId: '$_id',
          codeSet: 1,
          mark: { $first: { $filter: { input: '$marks', cond: { $eq: ['$$this.pupil', pupil] } } } },
        },
      },
      { $project: { registerId: 1, codeSet: 1, mark: { ver: 1, code: 1 } } },
      { $limit: 1_000 },
    ],
  );
}
