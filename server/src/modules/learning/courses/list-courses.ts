import type { CourseRow, CourseState, courseSorts } from '@quad/shared/learning';
import { courseStates } from '@quad/shared/learning';
import { pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { QueryFilter } from 'mongoose';
import { byName } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { CourseEnrolmentModel, CourseModel, type CourseRecord } from '../course.model';

interface Asked {
  q?: string | undefined;
  state?: CourseState | undefined;
  sort?: (typeof courseSorts)[number] | undefined;
  page?: number | undefined;
}

const orders = {
  updated: { updatedAt: -1, _id: 1 },
  title: { title: 1, _id: 1 },
  starts: { startsOn: 1, _id: 1 },
} as const;

const row = {
  ...{ schoolId: 1, title: 1, subject: 1, state: 1, teacherIds: 1, startsOn: 1, endsOn: 1, changed: 1 },
  ...{ updatedAt: 1, lessons: { $sum: { $map: { input: '$draft', in: { $size: '$$this.lessons' } } } } },
};

/** The courses somebody makes, or of the schools they look after. */
export async function listCourses(
  ctx: Context,
  { q, state, sort = 'updated', page: asked }: Asked,
): Promise<Paged<CourseRow>> {
  const filter = {
    ...mine(ctx),
    // each state by itself comes in order out of the index
    state: state ?? { $in: [...courseStates] },
    ...(q !== undefined && q !== '' && { $and: q.split(/\s+/).map(saying) }),
  };
  const collation = sort === 'title' ? byName : undefined;
  const total = await CourseModel.countDocuments(filter);
  const { page, pages, skip } = pageOf(total, asked);
  const found = CourseModel.find(filter, row).sort(orders[sort]).skip(skip).limit(pageSize);
  if (collation !== undefined) found.collation(collation);
  const courses = await found.lean<(CourseRecord & { lessons: number })[]>();
  const ids = courses.map(({ _id }) => _id);
  const [learners, names] = await Promise.all([
    learnersOf(ids),
    namesOf(
      courses.flatMap(({ teacherIds }) => teacherIds),
      ctx.scope.districtId,
      ctx.platform,
    ),
  ]);
  const rows = courses.map(({ _id, teacherIds, ...course }) => ({
    ...course,
    courseId: _id,
    teachers: teacherIds.flatMap((id) => names[id] ?? []),
    learners: learners.get(_id) ?? 0,
  }));
  return { rows, page, pages, total };
}

/** @throws Failure not_allowed to whoever has no right to any course */
function mine(ctx: Context): QueryFilter<CourseRecord> {
  const { districtId, schoolIds } = ctx.scope;
  if (schoolIds === 'all') {
    ctx.authorize('course:read', { districtId });
    return { districtId };
  }
  const { personId } = ctx.actor;
  const led = schoolIds.filter((schoolId) => ctx.can('course:read', { districtId, schoolId }));
  const taught = schoolIds.filter((schoolId) =>
    ctx.can('course:read', { districtId, schoolId, authors: [personId] }),
  );
  if (taught.length === 0) throw new Failure('not_allowed');
  const own = { districtId, schoolId: { $in: taught }, teacherIds: personId };
  if (led.length === 0) return own;
  if (led.length === taught.length) return { districtId, schoolId: { $in: led } };
  return { $or: [own, { districtId, schoolId: { $in: led } }] };
}

function saying(word: string): QueryFilter<CourseRecord> {
  const part = new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return { $or: [{ title: part }, { subject: part }] };
}

async function learnersOf(courseIds: readonly string[]): Promise<Map<string, number>> {
  const counts = await CourseEnrolmentModel.aggregate<{ _id: string; learners: number }>([
    { $match: { courseId: { $in: courseIds }, active: true } },
    { $group: { _id: '$courseId', learners: { $sum: 1 } } },
  ]);
  return new Map(counts.map(({ _id, learners }) => [_id, learners]));
}
