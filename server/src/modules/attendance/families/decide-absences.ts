import {
  codeForAbsence,
  explainsAbsence,
  type AbsenceReport,
  type AbsencesDecided,
  type DecideAbsences,
} from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { timetableOf } from '../../schools';
import type { AbsenceRecord } from './absence.model';
import { absenceFor, absences, alreadyDecided, presentAbsence } from './absences.present';
import { ensureCodes } from '../code-sets';
import { explainMarks, unexplainMarks } from './explain-marks';

/**
 * Approves or declines reports. What somebody else was quicker with is skipped; with an approval the absences of days gone by
 * that nobody had explained get its code. @throws Failure not_found, invalid_request, conflict when nothing was left to decide
 */
export async function decideAbsences(ctx: Context, decision: DecideAbsences): Promise<AbsencesDecided> {
  const records = await Promise.all(decision.ids.map((id) => absenceFor(ctx, id, 'absence:decide')));
  const result: AbsencesDecided = { decided: [], skipped: [], corrected: 0, notCorrected: 0 };
  const codes = await Promise.all(records.map((record) => codeOfDecision(ctx, record, decision)));
  for (const [i, record] of records.entries()) {
    const code = codes[i] ?? null;
    const outcome =
      decision.decision === 'approve'
        ? { state: 'approved' as const, code, answer: null, finishing: true }
        : { state: 'declined' as const, code: null, answer: decision.answer };
    const decidedBy = { decidedBy: ctx.actor.personId, decidedAt: ctx.now() };
    const moved = await absences(ctx).updateMany(
      { _id: record._id, state: 'pending' },
      { $set: { ...outcome, ...decidedBy } },
    );
    result[moved === 0 ? 'skipped' : 'decided'].push(record._id);
    if (moved === 0 || code === null) continue;
    const { corrected, failed } = await explainMarks(ctx, record, code);
    result.corrected += corrected;
    result.notCorrected += failed;
  }
  const [first] = records;
  if (result.decided.length === 0 && first !== undefined)
    throw alreadyDecided((await absenceFor(ctx, first._id, 'absence:decide')).state);
  return result;
}

/** Takes a decision back: the report waits again, and the marks its approval changed are as before. @throws Failure not_found, conflict */
export async function reopenAbsence(ctx: Context, absenceId: string): Promise<AbsenceReport> {
  const record = await absenceFor(ctx, absenceId, 'absence:decide');
  const waiting = {
    ...{ state: 'pending' as const, code: null, answer: null },
    ...{ decidedBy: null, decidedAt: null, corrected: [] },
  };
  if (record.finishing)
    throw new Failure('conflict', 'This approval is still being carried out. Try again in a moment.');
  const moved = await absences(ctx).updateMany(
    { _id: absenceId, state: { $in: ['approved', 'declined'] }, finishing: { $ne: true } },
    { $set: waiting },
  );
  if (moved === 0) throw alreadyDecided(record.state);
  await unexplainMarks(ctx, record);
  return presentAbsence(ctx, { ...record, ...waiting });
}

/** @throws Failure invalid_request for a code that explains no absence in that school */
async function codeOfDecision(
  ctx: Context,
  { schoolId, reasonKind }: AbsenceRecord,
  decision: DecideAbsences,
): Promise<string | null> {
  if (decision.decision === 'decline') return null;
  const { codeSet } = (await timetableOf(ctx, schoolId)).school;
  await ensureCodes(codeSet);
  if (decision.code === undefined) return codeForAbsence(codeSet, reasonKind);
  if (!explainsAbsence(codeSet, decision.code))
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'code', message: `${decision.code} is no code for an explained absence` }],
    });
  return decision.code;
}
