import type { AbsenceReport } from '@quad/shared/attendance';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { AbsenceModel, type AbsenceRecord } from './absence.model';

export function absences(ctx: Context) {
  return scoped(AbsenceModel, ctx.scope);
}

/** A report the actor may do this with; any other is not there. @throws Failure not_found */
export async function absenceFor(
  ctx: Context,
  absenceId: string,
  permission: 'absence:report' | 'absence:read' | 'absence:decide',
): Promise<AbsenceRecord> {
  const record = await absences(ctx).findOne({ _id: absenceId });
  const allowed =
    record !== null && ctx.can(permission, { schoolId: record.schoolId, personId: record.pupil });
  if (!allowed) throw new Failure('not_found');
  return record;
}

export async function presentAbsences(
  ctx: Context,
  records: readonly AbsenceRecord[],
): Promise<AbsenceReport[]> {
  const ids = records.flatMap(({ pupil, by, decidedBy }) => [pupil, by, decidedBy ?? by]);
  const names = await namesOf(ids, ctx.scope.districtId, ctx.platform);
  return records.map(({ _id, by, decidedBy, ...record }) => ({
    ...record,
    id: _id,
    pupilName: names[record.pupil] ?? '',
    by: names[by] ?? '',
    decidedBy: decidedBy === null ? null : (names[decidedBy] ?? ''),
  }));
}

export async function presentAbsence(ctx: Context, record: AbsenceRecord): Promise<AbsenceReport> {
  const [presented] = await presentAbsences(ctx, [record]);
  if (presented === undefined) throw new Error('one in, one out');
  return presented;
}

export async function presentAbsencePage(
  ctx: Context,
  page: Paged<AbsenceRecord>,
): Promise<Paged<AbsenceReport>> {
  return { ...page, rows: await presentAbsences(ctx, page.rows) };
}

/** @param absence the report that stands, as far as it is known */
export function reportedAlready(absence: string | undefined): Failure {
  const about = absence === undefined ? {} : { about: { absence } };
  return new Failure('conflict', 'These days are reported already.', about);
}

/** What somebody else did first. */
export function alreadyDecided(state: AbsenceRecord['state']): Failure {
  const said = {
    pending: 'This report is waiting again.',
    approved: 'This report was approved in the meantime.',
    declined: 'This report was declined in the meantime.',
    withdrawn: 'The family has withdrawn this report.',
  };
  return new Failure('conflict', said[state]);
}
