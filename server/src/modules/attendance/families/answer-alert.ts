import type { AbsenceReport, AbsenceKind, Alert } from '@quad/shared/attendance';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf } from '../../schools';
import { AlertModel, type AlertRecord } from './alert.model';
import { reportAbsence } from './report-absence';

export function alerts(ctx: Context) {
  return scoped(AlertModel, ctx.scope);
}

/** One tap of a guardian: the day becomes a report of this kind. @throws Failure not_found, conflict */
export async function answerAlert(
  ctx: Context,
  alertId: string,
  reasonKind: AbsenceKind,
): Promise<AbsenceReport> {
  const alert = await alerts(ctx).findOne({ _id: alertId });
  const mayAnswer =
    alert !== null && ctx.can('alert:answer', { personId: alert.pupil, schoolId: alert.schoolId });
  if (alert?.sentAt == null || !mayAnswer) throw new Failure('not_found');
  if (alert.state !== 'sent')
    throw new Failure(
      'conflict',
      alert.state === 'answered'
        ? 'Somebody has answered this already.'
        : 'The school has corrected this mark; there is nothing to answer any more.',
    );
  const { pupil, date } = alert;
  const report = await reportAbsence(ctx, pupil, { from: date, to: date, reasonKind });
  await alerts(ctx).updateMany(
    { _id: alertId, answeredAt: null },
    {
      $set: {
        ...{ state: 'answered', dueAt: null, answeredAt: ctx.now() },
        ...{ answeredBy: ctx.actor.personId, absence: report.id },
      },
    },
  );
  return report;
}

/** What guardians are shown of an alert. */
export async function presentAlerts(ctx: Context, records: readonly AlertRecord[]): Promise<Alert[]> {
  const names = await namesOf(
    records.map(({ pupil }) => pupil),
    ctx.scope.districtId,
    ctx.platform,
  );
  return Promise.all(
    records.map(async ({ _id, pupil, schoolId, date, state, sentAt, retractedAt, lessons }) => {
      const timetable = await timetableOf(ctx, schoolId);
      return {
        ...{ id: _id, pupil, pupilName: names[pupil] ?? '', date, state, sentAt, retractedAt },
        lessons: lessons.map(({ registerId, classId, starts }) => ({
          ...{ registerId, starts },
          className: classNameOf(timetable, classId),
        })),
      };
    }),
  );
}
