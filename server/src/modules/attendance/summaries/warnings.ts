import { schoolYearOf, type PupilYearDto, type Warnings } from '@quad/shared/attendance';
import { pageOf, pageSize, wallClock } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { timetableOf } from '../../schools';
import { PupilYearModel, type PupilYear } from './summary.model';

interface Asked {
  kind?: PupilYear['warnings'][number]['kind'] | undefined;
  q?: string | undefined;
  page?: number | undefined;
}

/** The pupils of a school with a warning this year, the most absent first. */
export async function warnings(ctx: Context, schoolId: string, asked: Asked): Promise<Warnings> {
  const { school } = await timetableOf(ctx, schoolId);
  const { districtId, timeZone, name: schoolName } = school;
  ctx.authorize('warning:read', { districtId, schoolId });
  const year = schoolYearOf(wallClock(ctx.now(), timeZone).date);
  const warned =
    asked.kind === undefined ? { 'warnings.0': { $exists: true } } : { 'warnings.kind': asked.kind };
  const found = await scoped(PupilYearModel, ctx.scope).aggregate<Omit<PupilYear, 'days'>>(
    { schoolId, year, ...warned },
    [{ $sort: { share: -1, _id: 1 } }, { $project: { days: 0 } }, { $limit: 20_000 }],
  );
  const names = await namesOf(
    found.map((each) => each.pupil),
    districtId,
    ctx.platform,
  );
  const wanted = found
    .map((each) => ({ ...each, name: names[each.pupil] ?? '' }))
    .filter(({ name }) => name.toLocaleLowerCase().includes(asked.q?.toLocaleLowerCase() ?? ''));
  const { page, pages, skip } = pageOf(wanted.length, asked.page);
  return {
    ...{ schoolId, schoolName, year, now: ctx.now(), timeZone, page, pages, total: wanted.length },
    rows: wanted
      .slice(skip, skip + pageSize)
      .map((each) => ({ ...each, absent: each.possible - each.attended })),
  };
}

/** One pupil's year: for the office, the guardian and the pupil. */
export async function pupilYear(ctx: Context, pupil: string): Promise<PupilYearDto> {
  const year = schoolYearOf(wallClock(ctx.now(), ctx.district.timeZone).date);
  const found = await scoped(PupilYearModel, ctx.scope).findOne({ pupil, year });
  if (found === null) throw new Failure('not_found');
  const { schoolId, districtId, days, possible, attended, share, warnings: of } = found;
  if (!ctx.can('attendance:pupil', { districtId, schoolId, personId: pupil })) throw new Failure('not_found');
  const names = await namesOf([pupil], districtId, ctx.platform);
  return {
    ...{
      pupil,
      name: names[pupil] ?? '',
      schoolId,
      year,
      possible,
      absent: possible - attended,
      share,
      warnings: of,
    },
    days: Object.entries(days)
      .map(([date, day]) => ({ date, possible: day.possible, attended: day.attended, counts: day.counts }))
      .sort((a, b) => a.date.localeCompare(b.date)),
  };
}
