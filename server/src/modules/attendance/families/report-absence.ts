import { absenceLimits, type AbsenceReport, type AbsenceKind } from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure, type FieldError } from '../../../platform/http/failure';
import { isDuplicate } from '../../../platform/database/failures';
import { refuseArchived } from '../../schools';
import { AbsenceModel, type AbsenceRecord } from './absence.model';
import { absences, presentAbsence, reportedAlready } from './absences.present';
import { pupilFor } from './pupils';

interface Report {
  /** days in the school's zone, inclusive */
  from: string;
  to: string;
  reasonKind: AbsenceKind;
  text?: string | undefined;
}

/** @throws Failure not_found, school_archived, invalid_request, conflict where the same days are reported already */
export async function reportAbsence(ctx: Context, pupilId: string, report: Report): Promise<AbsenceReport> {
  const { pupil, schoolId, timetable } = await pupilFor(ctx, pupilId, 'absence:report');
  refuseArchived(timetable);
  refuseFarDays(wallClock(ctx.now(), timetable.school.timeZone).date, report);
  const { from, to } = report;
  const same = () =>
    absences(ctx).findOne({
      ...{ schoolId, pupil, from: { $lte: from }, to: { $gte: to } },
      state: { $in: ['pending', 'approved'] },
    });
  const standing = await same();
  if (standing !== null) throw reportedAlready(standing._id);
  const record: AbsenceRecord = {
    ...{ _id: newId(), districtId: ctx.scope.districtId, schoolId, pupil, from, to },
    ...{ reasonKind: report.reasonKind, text: report.text ?? '', state: 'pending' },
    ...{ code: null, answer: null, by: ctx.actor.personId, at: ctx.now() },
    ...{ decidedBy: null, decidedAt: null, file: null, corrected: [], finishing: false },
  };
  await AbsenceModel.create(record).catch(async (error: unknown) => {
    // a second tap that looked before the first had written
    throw isDuplicate(error) ? reportedAlready((await same())?._id) : error;
  });
  return presentAbsence(ctx, record);
}

function refuseFarDays(today: string, { from, to }: Report): void {
  const { back, ahead, days } = absenceLimits;
  const errors: FieldError[] = [];
  if (from < addDays(today, -back))
    errors.push({
      field: 'from',
      message: `can be at most ${back} days back; call the office for earlier days`,
    });
  if (from > addDays(today, ahead)) errors.push({ field: 'from', message: 'is more than a year ahead' });
  if (to > addDays(from, days - 1))
    errors.push({ field: 'to', message: `a report covers at most ${days} days` });
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors });
}
