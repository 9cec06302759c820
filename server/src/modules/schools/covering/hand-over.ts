import type { CoverEnd, CoverRow, Moment, NewCover } from '@quad/shared/schools';
import { instantOf, wallClock } from '@quad/shared/platform';
import { newId } from '../../../platform/database/connect';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { CoverModel, type Cover, type SchoolClass } from '../class.model';
import { classOf } from '../classes/class-access';
import { requireTeacher } from '../classes/teachings';
import { refusal } from '../refusal';
import type { School } from '../school.model';
import { changeableSchool, todayIn } from '../school-access';
import { presentCovers } from './list-covers';

/** Hands a class to another teacher between two moments of the school's wall. */
export async function createCover(ctx: Context, schoolId: string, asked: NewCover): Promise<CoverRow> {
  const school = await changeableSchool(ctx, 'cover:manage', schoolId);
  const { classId, personId, note = null } = asked;
  const { districtId } = school;
  const schoolClass = await classOf(ctx, schoolId, classId);
  if (schoolClass.to !== null && schoolClass.to < asked.from.date)
    throw refusal('classEnded', { className: schoolClass.name });
  await requireTeacher(ctx, { districtId, schoolId, date: asked.from.date }, personId);
  const cover: Cover = {
    ...{ _id: newId(), districtId, schoolId, classId, personId, note, by: ctx.actor.personId },
    ...{ from: at(asked.from, school), to: at(asked.to, school) },
    ...{ date: asked.from.date, lastDate: asked.to.date },
  };
  if (cover.to <= ctx.now()) throw refusal('coverOver');
  await refuseOverlap(ctx, schoolClass, cover);
  await CoverModel.create(cover);
  ctx.log.info({ person: ctx.actor.personId, cover: cover._id, to: personId }, 'class handed over');
  return present(ctx, cover);
}

/** Moves the end of a cover: to now by null, or to another moment. */
export async function endCover(
  ctx: Context,
  schoolId: string,
  coverId: string,
  { to }: CoverEnd,
): Promise<CoverRow> {
  const school = await changeableSchool(ctx, 'cover:manage', schoolId);
  const cover = await scoped(CoverModel, ctx.scope).findOne({ _id: coverId, schoolId });
  if (cover === null) throw new Failure('not_found');
  const moved = { ...cover, ...endOf(ctx, school, cover, to) };
  if (moved.to > cover.to) await refuseOverlap(ctx, await classOf(ctx, schoolId, cover.classId), moved);
  await CoverModel.updateOne({ _id: coverId }, { $set: { to: moved.to, lastDate: moved.lastDate } });
  return present(ctx, moved);
}

const maxCoverMs = 61 * 86_400_000;

function endOf(
  ctx: Context,
  school: School,
  cover: Cover,
  asked: Moment | null,
): Pick<Cover, 'to' | 'lastDate'> {
  // a cover that has not begun ends where it would have begun
  const to = asked === null ? Math.max(Math.min(ctx.now(), cover.to), cover.from) : at(asked, school);
  if (to < cover.from || to - cover.from > maxCoverMs)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'to', message: 'must be within 60 days of the beginning' }],
    });
  const lastDate = asked?.date ?? (cover.from > ctx.now() ? cover.date : todayIn(ctx, school));
  return { to, lastDate };
}

function at({ date, time }: Moment, { timeZone }: School): number {
  return instantOf(date, time, timeZone);
}

async function refuseOverlap(ctx: Context, { name }: SchoolClass, cover: Cover): Promise<void> {
  const { _id, classId, from, to } = cover;
  const other = await CoverModel.findOne({
    ...{ classId, _id: { $ne: _id }, to: { $gt: from }, from: { $lt: to } },
    // one that ended as it began never held
    $expr: { $gt: ['$to', '$from'] },
  }).lean<Cover>();
  if (other === null) return;
  const names = await namesOf([other.personId], ctx.scope.districtId, ctx.platform);
  throw refusal('coverOverlaps', { name: names[other.personId] ?? '', className: name });
}

async function present(ctx: Context, cover: Cover): Promise<CoverRow> {
  const [row] = await presentCovers(ctx, [cover], wallClock(cover.from, ctx.district.timeZone).date);
  if (row === undefined) throw new Failure('not_found');
  return row;
}
