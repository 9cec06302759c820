import { isUnexplained } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { timetableOf } from '../../schools';
import type { AbsenceRecord } from './absence.model';
import { absences } from './absences.present';
import { ensureCodes } from '../code-sets';
import { correctMark } from '../correct-mark';
import { registers } from '../register.repository';

interface Explained {
  corrected: number;
  /** marks that could not be changed: a register that takes no more, a code this school does not have */
  failed: number;
}

/**
 * Gives the approved code to the absences of days so far that nobody had explained; through the log, with the reason. Each is
 * written down as it is done, so that what was cut off can be finished, and all of it taken back.
 */
export async function explainMarks(ctx: Context, absence: AbsenceRecord, code: string): Promise<Explained> {
  const { _id, pupil, by } = absence;
  const [marks, names] = await Promise.all([
    marksOf(ctx, absence),
    namesOf([by], ctx.scope.districtId, ctx.platform),
  ]);
  const reason = `Reported by guardian ${names[by] ?? ''}`.trim();
  const result: Explained = { corrected: 0, failed: 0 };
  for (const { registerId, codeSet, mark } of marks) {
    await ensureCodes(codeSet);
    if (!isUnexplained(codeSet, mark.code)) continue;
    const { code: before, minutes, note } = mark;
    const kept = note === undefined ? {} : { note };
    const seq = await corrected(ctx, registerId, { pupil, code, reason, ...kept });
    if (seq === null) {
      result.failed += 1;
      continue;
    }
    result.corrected += 1;
    const entry = { registerId, seq, before, ...(minutes === undefined ? {} : { minutes }), ...kept };
    await absences(ctx).updateMany({ _id }, { $push: { corrected: entry } });
  }
  await absences(ctx).updateMany({ _id }, { $set: { finishing: false } });
  return result;
}

/** Puts back what the approval changed, where nobody has changed it since. */
export async function unexplainMarks(ctx: Context, absence: AbsenceRecord): Promise<void> {
  if (absence.corrected.length === 0) return;
  const marks = new Map((await marksOf(ctx, absence)).map((each) => [each.registerId, each.mark]));
  for (const { registerId, seq, before, minutes, note } of absence.corrected) {
    if (marks.get(registerId)?.ver !== seq) continue;
    await corrected(ctx, registerId, {
      ...{ pupil: absence.pupil, code: before, reason: 'Approval of the absence taken back', ifVer: seq },
      ...(minutes === undefined ? {} : { minutes }),
      ...(note === undefined ? {} : { note }),
    });
  }
}

async function corrected(
  ctx: Context,
  registerId: string,
  correction: Parameters<typeof correctMark>[2],
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
  mark: { ver: number; code: string | null; minutes?: number; note?: string };
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
      { $project: { registerId: 1, codeSet: 1, mark: { ver: 1, code: 1, minutes: 1, note: 1 } } },
      { $limit: 1_000 },
    ],
  );
}
