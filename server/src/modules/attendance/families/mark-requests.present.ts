import type { MarkRequest } from '@quad/shared/attendance';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf } from '../../schools';
import { codesFor } from '../code-sets';
import { MarkRequestModel, type MarkRequestRecord } from './mark-request.model';

export function markRequests(ctx: Context) {
  return scoped(MarkRequestModel, ctx.scope);
}

/** May the actor decide about it? Queries are for the teachers of the class and the office, corrections for the office. */
export function mayAnswer(ctx: Context, { kind, schoolId, classId, date }: MarkRequestRecord): boolean {
  const permission = kind === 'query' ? 'query:answer' : 'correction:decide';
  return ctx.can(permission, { schoolId, classId, date });
}

export async function presentRequests(
  ctx: Context,
  records: readonly MarkRequestRecord[],
): Promise<MarkRequest[]> {
  const ids = records.flatMap(({ pupil, by, answeredBy }) => [pupil, by, answeredBy ?? by]);
  const names = await namesOf(ids, ctx.scope.districtId, ctx.platform);
  return Promise.all(
    records.map(async ({ _id, by, answeredBy, ...record }) => ({
      ...record,
      id: _id,
      pupilName: names[record.pupil] ?? '',
      ...(await codesFor(record.codeSet)),
      className: classNameOf(await timetableOf(ctx, record.schoolId), record.classId),
      by: names[by] ?? '',
      answeredBy: answeredBy === null ? null : (names[answeredBy] ?? ''),
    })),
  );
}

export async function presentRequest(ctx: Context, record: MarkRequestRecord): Promise<MarkRequest> {
  const [presented] = await presentRequests(ctx, [record]);
  if (presented === undefined) throw new Error('one in, one out');
  return presented;
}

/** What somebody else did first. */
export function alreadyAnswered(state: MarkRequestRecord['state']): Failure {
  const said = {
    open: 'This has changed in the meantime.',
    corrected: 'The mark has been corrected already.',
    declined: 'Somebody has answered this already.',
    withdrawn: 'Whoever asked has taken it back.',
  };
  return new Failure('conflict', said[state]);
}
