import type { EnrolmentsEnd, NewEnrolments } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import { heldOn } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { displayName, holdersOf, peopleOf } from '../../identity';
import { EnrolmentModel, type Enrolment } from '../class.model';
import { refusal } from '../refusal';
import { rollTag } from '../rolls';
import { changeableSchool, todayIn } from '../school-access';
import { changeableClass, setEnd } from './class-access';

/** Enrols pupils of the school from a day on. @returns the new enrolments; who is in the class already gets none */
export async function enrol(
  ctx: Context,
  schoolId: string,
  classId: string,
  { pupilIds, from }: NewEnrolments,
): Promise<{ enrolmentIds: string[] }> {
  const { school, today } = await changeableClass(ctx, schoolId, classId);
  const { districtId } = school;
  const date = from ?? today;
  await requirePupils({ districtId, schoolId, date }, pupilIds);
  const held = await EnrolmentModel.find({
    ...{ classId, pupilId: { $in: pupilIds } },
    ...heldOn(date),
  }).lean<Enrolment[]>();
  const there = new Set(held.map(({ pupilId }) => pupilId));
  const joining = [...new Set(pupilIds)].filter((pupilId) => !there.has(pupilId));
  const enrolments = joining.map((pupilId) => ({ filter: { classId, pupilId, from: date }, _id: newId() }));
  if (enrolments.length > 0)
    await EnrolmentModel.bulkWrite(
      enrolments.map(({ filter, _id }) => ({
        // one that began that day and was ended before it held begins again
        updateOne: {
          filter,
          update: { $set: { to: null }, $setOnInsert: { _id, districtId, schoolId } },
          upsert: true,
        },
      })),
    );
  await ctx.platform.cache.forget([rollTag(classId)]);
  const made = await EnrolmentModel.find({ classId, pupilId: { $in: joining }, from: date }, { _id: 1 }).lean<
    Enrolment[]
  >();
  return { enrolmentIds: made.map(({ _id }) => _id) };
}

async function requirePupils(
  place: { districtId: string; schoolId: string; date: string },
  pupilIds: readonly string[],
): Promise<void> {
  const pupils = await holdersOf('student', place, pupilIds);
  const stranger = pupilIds.find((pupilId) => !pupils.has(pupilId));
  if (stranger === undefined) return;
  const person = (await peopleOf([stranger], place.districtId)).get(stranger);
  throw refusal('notPupil', {
    name: person === undefined ? stranger : displayName(person),
    date: place.date,
  });
}

export async function endEnrolments(
  ctx: Context,
  schoolId: string,
  { enrolmentIds, to: asked }: EnrolmentsEnd,
): Promise<{ changed: number }> {
  const school = await changeableSchool(ctx, 'class:manage', schoolId);
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  return { changed: await setEnd(ctx, EnrolmentModel, { schoolId, ids: enrolmentIds, to }) };
}
