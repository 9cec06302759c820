import type { Paged } from '@quad/shared/platform';
import type { CoverRow } from '@quad/shared/schools';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { ClassModel, CoverModel, type Cover, type SchoolClass } from '../class.model';
import { teachersOf } from '../classes/list-classes';
import { schoolFor, todayIn } from '../school-access';

/** Covers that go on or are to come, the next to end first. */
export async function listCovers(
  ctx: Context,
  schoolId: string,
  page: number | undefined,
): Promise<Paged<CoverRow> & { now: number; timeZone: string }> {
  const school = await schoolFor(ctx, 'cover:manage', schoolId);
  const now = ctx.now();
  const found = await scoped(CoverModel, ctx.scope).page(
    { schoolId, to: { $gt: now } },
    { sort: { to: 1, _id: 1 }, page },
  );
  const rows = await presentCovers(ctx, found.rows, todayIn(ctx, school));
  return { ...found, rows, now, timeZone: school.timeZone };
}

/** @param date the day whose teachers are the ones covered for */
export async function presentCovers(
  ctx: Context,
  covers: readonly Cover[],
  date: string,
): Promise<CoverRow[]> {
  const classIds = [...new Set(covers.map(({ classId }) => classId))];
  const [names, teachers, classes] = await Promise.all([
    namesOf(
      covers.map(({ personId }) => personId),
      ctx.scope.districtId,
      ctx.platform,
    ),
    teachersOf(ctx, classIds, date),
    ClassModel.find({ _id: { $in: classIds } }, { name: 1 }).lean<SchoolClass[]>(),
  ]);
  return covers.map(({ _id: coverId, classId, personId, from, to, note }) => ({
    ...{ coverId, classId, personId, from, to, note },
    className: classes.find((each) => each._id === classId)?.name ?? '',
    name: names[personId] ?? '',
    coveringFor: teachers.get(classId) ?? [],
  }));
}
