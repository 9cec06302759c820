import type { AbsenceReport, AbsenceState } from '@quad/shared/attendance';
import type { Paged } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { absences, presentAbsencePage } from './absences.present';
import { pupilFor } from './pupils';

const latestFirst = { at: -1, _id: -1 } as const;

/** What was reported for one pupil. @throws Failure not_found */
export async function pupilAbsences(
  ctx: Context,
  pupilId: string,
  page: number | undefined,
): Promise<Paged<AbsenceReport>> {
  const { pupil } = await pupilFor(ctx, pupilId, 'absence:read');
  // a guardian sees what was said to any school; a school only what was said to it
  const isGuardian = ctx.actor.children.includes(pupil);
  const within = isGuardian ? {} : { schoolId: { $in: decidingSchools(ctx) } };
  return presentAbsencePage(ctx, await absences(ctx).page({ pupil, ...within }, { sort: latestFirst, page }));
}

interface Asked {
  state?: AbsenceState | undefined;
  /** a part of the pupil's name */
  q?: string | undefined;
  page?: number | undefined;
}

/** The reports of the actor's schools. */
export async function listAbsences(
  ctx: Context,
  { state, q = '', page }: Asked,
): Promise<Paged<AbsenceReport>> {
  const schoolId = { $in: decidingSchools(ctx) };
  const filter = {
    schoolId,
    ...(state === undefined ? {} : { state }),
    ...(q === '' ? {} : { pupil: { $in: await reportedPupils(ctx, schoolId, q) } }),
  };
  return presentAbsencePage(ctx, await absences(ctx).page(filter, { sort: latestFirst, page }));
}

/** The schools in which the actor decides about reports. */
export function decidingSchools(ctx: Context): string[] {
  const schools = ctx.actor.memberships.flatMap(({ schoolId }) => schoolId ?? []);
  return [...new Set(schools)].filter((schoolId) => ctx.can('absence:decide', { schoolId }));
}

/** Names stand with people, not with reports, so those who were ever reported are looked through: at most a school's pupils. */
async function reportedPupils(ctx: Context, schoolId: { $in: string[] }, q: string): Promise<string[]> {
  const reported = await absences(ctx).aggregate<{ _id: string }>({ schoolId }, [
    { $group: { _id: '$pupil' } },
    { $limit: 10_000 },
  ]);
  const names = await namesOf(
    reported.map(({ _id }) => _id),
    ctx.scope.districtId,
    ctx.platform,
  );
  const wanted = q.toLocaleLowerCase();
  return Object.entries(names).flatMap(([id, name]) =>
    name.toLocaleLowerCase().includes(wanted) ? [id] : [],
  );
}
