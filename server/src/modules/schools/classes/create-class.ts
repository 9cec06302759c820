import type { ClassEdit, NewClass } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { ClassModel } from '../class.model';
import { unlessTaken } from '../refusal';
import { changeableSchool, forgetTimetable, todayIn } from '../school-access';
import { changeableClass, classOf } from './class-access';

export async function createClass(
  ctx: Context,
  schoolId: string,
  fields: NewClass,
): Promise<{ classId: string }> {
  const { districtId } = await changeableSchool(ctx, 'class:manage', schoolId);
  const classId = newId();
  await unlessTaken(fields.code, () =>
    ClassModel.create({ _id: classId, districtId, schoolId, ...fields, to: null }),
  );
  await forgetTimetable(ctx, schoolId);
  return { classId };
}

export async function editClass(
  ctx: Context,
  schoolId: string,
  classId: string,
  edit: ClassEdit,
): Promise<void> {
  await changeableClass(ctx, schoolId, classId);
  await unlessTaken(edit.code ?? '', () => ClassModel.updateOne({ _id: classId }, { $set: edit }).exec());
  await forgetTimetable(ctx, schoolId);
}

/** Ends a class with a day (today if none is given), or brings it back by null: unless another class has its code by now. */
export async function endClass(
  ctx: Context,
  schoolId: string,
  classId: string,
  asked: string | null | undefined,
): Promise<void> {
  const school = await changeableSchool(ctx, 'class:manage', schoolId);
  const { code } = await classOf(ctx, schoolId, classId);
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  await unlessTaken(code, () => ClassModel.updateOne({ _id: classId }, { $set: { to } }).exec());
  await forgetTimetable(ctx, schoolId);
}
