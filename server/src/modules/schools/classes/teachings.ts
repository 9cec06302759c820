import type { NewTeaching } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { displayName, holdersOf } from '../../identity';
import { TeachingModel, type Teaching } from '../class.model';
import { knownHere } from '../people/known-here';
import { refusal } from '../refusal';
import { teachersTag, teachingTag } from '../rolls';
import { changeableSchool, todayIn } from '../school-access';
import { changeableClass, setEnd } from './class-access';

/** Gives a class to a teacher of the school from a day on. Who teaches it already goes on teaching it. */
export async function addTeaching(
  ctx: Context,
  schoolId: string,
  classId: string,
  { personId, from }: NewTeaching,
): Promise<{ teachingId: string }> {
  const { school, today } = await changeableClass(ctx, schoolId, classId);
  const { districtId } = school;
  const date = from ?? today;
  await requireTeacher(ctx, { districtId, schoolId, date }, personId);
  const lasting = { classId, personId, ...lastingFrom(date) };
  const teaching = await TeachingModel.findOneAndUpdate(
    { ...lasting, from: { $lte: date } },
    { $set: { to: null } },
    { returnDocument: 'after' },
  ).lean<Teaching>();
  const teachingId =
    teaching?._id ?? (await startTeaching({ districtId, schoolId, classId, personId, from: date }));
  await ctx.platform.cache.forget([teachersTag(classId), teachingTag(personId)]);
  return { teachingId };
}

/** One that began that day and was ended before it held begins again. */
async function startTeaching({
  classId,
  personId,
  from,
  ...place
}: Omit<Teaching, '_id' | 'to'>): Promise<string> {
  const teaching = await TeachingModel.findOneAndUpdate(
    { classId, personId, from },
    { $set: { to: null }, $setOnInsert: { _id: newId(), ...place } },
    { upsert: true, returnDocument: 'after' },
  ).lean<Teaching>();
  return teaching._id;
}

/** @throws Failure not_found for somebody unknown here, invalid_request for who is no teacher of the school that day */
export async function requireTeacher(
  ctx: Context,
  place: { districtId: string; schoolId: string; date: string },
  personId: string,
): Promise<void> {
  const [{ person }, teachers] = await Promise.all([
    knownHere(ctx, personId),
    holdersOf('teacher', place, [personId]),
  ]);
  if (!teachers.has(personId)) throw refusal('notTeacher', { name: displayName(person), date: place.date });
}

export async function endTeaching(
  ctx: Context,
  schoolId: string,
  teachingId: string,
  asked: string | null | undefined,
): Promise<void> {
  const school = await changeableSchool(ctx, 'class:manage', schoolId);
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  await setEnd(ctx, TeachingModel, { schoolId, ids: [teachingId], to });
}
