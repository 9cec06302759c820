import { matchesWords, pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { ClassRow } from '@quad/shared/schools';
import { scoped } from '../../../platform/database/scoped';
import { heldOn } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { ClassModel, EnrolmentModel, TeachingModel, type SchoolClass, type Teaching } from '../class.model';
import { schoolFor, todayIn } from '../school-access';

interface Asked {
  q?: string | undefined;
  sort?: 'name' | 'code' | 'subject' | undefined;
  page?: number | undefined;
  state?: 'current' | 'ended' | undefined;
}

/** A school has some hundred classes: they are searched and sorted here, pupils and teachers are read for one page. */
export async function listClasses(
  ctx: Context,
  schoolId: string,
  { q = '', sort = 'name', page: asked, state = 'current' }: Asked,
): Promise<Paged<ClassRow>> {
  const today = todayIn(ctx, await schoolFor(ctx, 'class:manage', schoolId));
  const to = state === 'ended' ? { $lt: today, $ne: null } : { $not: { $lt: today } };
  const classes = await scoped(ClassModel, ctx.scope).find({ schoolId, to });
  const wanted = classes
    .filter(({ name, code, subject }) => matchesWords(q, name, code, subject))
    .sort((a, b) => compare(a[sort], b[sort]) || compare(a.name, b.name));
  const { page, pages, skip } = pageOf(wanted.length, asked);
  const shown = wanted.slice(skip, skip + pageSize);
  const ids = shown.map(({ _id }) => _id);
  const [teachers, pupils] = await Promise.all([teachersOf(ctx, ids, today), pupilsIn(ids, today)]);
  const rows = shown.map((each) => present(each, teachers.get(each._id) ?? [], pupils.get(each._id) ?? 0));
  return { rows, page, pages, total: wanted.length };
}

const compare = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

function present(
  { _id, code, name, subject, room, to }: SchoolClass,
  teachers: string[],
  pupils: number,
): ClassRow {
  return { classId: _id, code, name, subject, room, to, teachers, pupils };
}

/** Names of those who teach each class that day. */
export async function teachersOf(
  ctx: Context,
  classIds: readonly string[],
  date: string,
): Promise<Map<string, string[]>> {
  const spells = await TeachingModel.find({ classId: { $in: classIds }, ...heldOn(date) }).lean<Teaching[]>();
  const names = await namesOf(
    spells.map(({ personId }) => personId),
    ctx.scope.districtId,
    ctx.platform,
  );
  const found = new Map<string, string[]>();
  for (const { classId, personId } of spells)
    found.set(classId, [...(found.get(classId) ?? []), names[personId] ?? '']);
  return found;
}

async function pupilsIn(classIds: readonly string[], date: string): Promise<Map<string, number>> {
  const rows = await EnrolmentModel.aggregate<{ _id: string; pupils: number }>([
    { $match: { classId: { $in: classIds }, ...heldOn(date) } },
    { $group: { _id: '$classId', pupils: { $sum: 1 } } },
  ]);
  return new Map(rows.map(({ _id, pupils }) => [_id, pupils]));
}
