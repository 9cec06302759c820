import { scoped, type Owned } from '../../../platform/database/scoped';
import type { Model } from 'mongoose';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { ClassModel, type SchoolClass } from '../class.model';
import { refusal } from '../refusal';
import type { School } from '../school.model';
import { changeableSchool, todayIn } from '../school-access';

/** A class of the school, whoever asks having been let in by `schoolFor`. @throws Failure not_found */
export async function classOf(ctx: Context, schoolId: string, classId: string): Promise<SchoolClass> {
  const found = await scoped(ClassModel, ctx.scope).findOne({ _id: classId, schoolId });
  if (found === null) throw new Failure('not_found');
  return found;
}

/** The school and a class in it that goes on. @throws Failure not_found, not_allowed, school_archived, conflict */
export async function changeableClass(
  ctx: Context,
  schoolId: string,
  classId: string,
): Promise<{ school: School; schoolClass: SchoolClass; today: string }> {
  const school = await changeableSchool(ctx, 'class:manage', schoolId);
  const schoolClass = await classOf(ctx, schoolId, classId);
  const today = todayIn(ctx, school);
  if (schoolClass.to !== null && schoolClass.to < today)
    throw refusal('classEnded', { className: schoolClass.name });
  return { school, schoolClass, today };
}

/** What a school owns and ends with a day. */
type Ending = Owned & { schoolId: string; to: string | null };

/** Ends these with a day, or brings them back by null. @throws Failure not_found unless all of them are the school's */
export async function setEnd<T extends Ending>(
  ctx: Context,
  model: Model<T>,
  { schoolId, ids, to }: { schoolId: string; ids: readonly string[]; to: string | null },
): Promise<number> {
  const within = scoped<Ending>(model as unknown as Model<Ending>, ctx.scope);
  const found = await within.find({ _id: { $in: [...ids] }, schoolId }, { select: { _id: 1 } });
  if (found.length !== new Set(ids).size) throw new Failure('not_found');
  return within.updateMany({ _id: { $in: [...ids] }, schoolId }, { $set: { to } });
}
