import { inOrderOfNames } from '../identity';
import { heldOn, isWithin } from '../../platform/database/collection';
import type { Platform } from '../../platform/platform';
import { EnrolmentModel, TeachingModel, type Enrolment, type Teaching } from './class.model';

export function rollTag(classId: string): string {
  return `roll:${classId}`;
}

export function teachingTag(personId: string): string {
  return `teaching:${personId}`;
}

/** Ids of the pupils enrolled in the class on that day, in roll order: by family name. */
export async function rollOn(classId: string, date: string, { cache }: Platform): Promise<string[]> {
  const enrolments = await cache.read(`roll:${classId}`, [rollTag(classId)], () => enrolmentsOf(classId));
  return [
    ...new Set(enrolments.filter((spell) => isWithin(spell, date)).map((enrolment) => enrolment.pupilId)),
  ];
}

async function enrolmentsOf(classId: string): Promise<Pick<Enrolment, 'pupilId' | 'from' | 'to'>[]> {
  const enrolments = await EnrolmentModel.find({ classId }).limit(4_000).lean<Enrolment[]>();
  const districtId = enrolments[0]?.districtId ?? '';
  const order = await inOrderOfNames(
    enrolments.map((enrolment) => enrolment.pupilId),
    districtId,
  );
  const place = new Map(order.map((id, index) => [id, index]));
  return enrolments
    .map(({ pupilId, from, to }) => ({ pupilId, from, to }))
    .sort((a, b) => (place.get(a.pupilId) ?? 0) - (place.get(b.pupilId) ?? 0));
}

/** Asked of the database itself, for whoever hears of a change before the cache does. */
export async function isEnrolled(classId: string, pupilId: string, date: string): Promise<boolean> {
  return (await EnrolmentModel.exists({ classId, pupilId, ...heldOn(date) })) !== null;
}

export type Teaches = Pick<Teaching, 'classId' | 'schoolId' | 'from' | 'to'>;

/** Every class the person teaches, taught or will teach, with its days. */
export function teachingOf(personId: string, { cache }: Platform): Promise<Teaches[]> {
  return cache.read(`teaching:${personId}`, [teachingTag(personId)], () =>
    TeachingModel.find({ personId }, { classId: 1, schoolId: 1, from: 1, to: 1, _id: 0 })
      .limit(2_000)
      .lean<Teaching[]>(),
  );
}

/** Ids of the classes a pupil is enrolled in on that day. */
export async function classesOfPupil(pupilId: string, schoolId: string, date: string): Promise<string[]> {
  const enrolments = await EnrolmentModel.find({ schoolId, pupilId }, { classId: 1, from: 1, to: 1, _id: 0 })
    .limit(500)
    .lean<Enrolment[]>();
  return enrolments.filter((enrolment) => isWithin(enrolment, date)).map((enrolment) => enrolment.classId);
}

/** Every class of these schools a pupil is or was enrolled in, with its days. */
export function enrolmentsOfPupil(
  pupilId: string,
  schoolIds: readonly string[],
): Promise<Pick<Enrolment, 'classId' | 'schoolId' | 'from' | 'to'>[]> {
  return EnrolmentModel.find({ schoolId: { $in: schoolIds }, pupilId })
    .limit(2_000)
    .lean<Enrolment[]>();
}

/** Ids of the people who teach the class on that day. */
export async function teachersOn(classId: string, date: string, { cache }: Platform): Promise<string[]> {
  const spells = await cache.read(`teachers:${classId}`, [teachersTag(classId)], () =>
    TeachingModel.find({ classId }, { personId: 1, from: 1, to: 1, _id: 0 }).limit(200).lean<Teaching[]>(),
  );
  return spells.filter((spell) => isWithin(spell, date)).map((spell) => spell.personId);
}

export function teachersTag(classId: string): string {
  return `teachers:${classId}`;
}
