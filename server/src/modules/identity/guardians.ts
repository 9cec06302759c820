import { newId } from '../../platform/database/connect';
import { heldOn, lastingFrom } from '../../platform/database/collection';
import type { Platform } from '../../platform/platform';
import { GuardianshipModel, type Guardianship } from './person.model';

export function childrenTag(guardianId: string): string {
  return `children:${guardianId}`;
}

type Child = Pick<Guardianship, 'pupilId' | 'schoolId' | 'from' | 'to'>;

/** The children somebody is or was guardian of, with its days; whether it holds today is the caller's question. */
export function childrenOf(guardianId: string, { cache }: Platform): Promise<Child[]> {
  return cache.read(`children:${guardianId}`, [childrenTag(guardianId)], () =>
    GuardianshipModel.find({ guardianId }, { _id: 0, pupilId: 1, schoolId: 1, from: 1, to: 1 })
      .limit(50)
      .lean<Guardianship[]>(),
  );
}

/** The guardians of each of these pupils on that day, each in the eyes of a school. */
export async function guardiansOf(
  pupilIds: readonly string[],
  date: string,
): Promise<{ guardianId: string; pupilId: string; schoolId: string }[]> {
  return GuardianshipModel.find(
    { pupilId: { $in: pupilIds }, ...heldOn(date) },
    { guardianId: 1, pupilId: 1, schoolId: 1, _id: 0 },
  )
    .limit(20_000)
    .lean<Guardianship[]>();
}

/** Makes somebody guardian of a pupil in a school from a day on; what stands there stays, what ended there begins again. */
export async function linkGuardian(
  place: { districtId: string; schoolId: string; from: string; rostered?: boolean },
  guardianId: string,
  pupilId: string,
): Promise<void> {
  const { schoolId, ...made } = place;
  await GuardianshipModel.updateOne(
    { guardianId, pupilId, schoolId },
    { $set: { to: null }, $setOnInsert: { _id: newId(), ...made } },
    { upsert: true },
  );
}

/** Who is guardian of the pupil, and whose guardian the person is, in this school today or later. */
export async function familyOf(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  personId: string,
  today: string,
): Promise<{ guardians: Guardianship[]; children: Guardianship[] }> {
  const held = { districtId, schoolId, ...lastingFrom(today) };
  const [guardians, children] = await Promise.all([
    GuardianshipModel.find({ pupilId: personId, ...held })
      .limit(50)
      .lean<Guardianship[]>(),
    GuardianshipModel.find({ guardianId: personId, ...held })
      .limit(50)
      .lean<Guardianship[]>(),
  ]);
  return { guardians, children };
}

/** @param to the last day, or null for no end. @returns whether there is such a guardianship in the school */
export async function setGuardianshipEnd(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  guardianshipId: string,
  to: string | null,
): Promise<boolean> {
  const { matchedCount } = await GuardianshipModel.updateOne(
    { _id: guardianshipId, districtId, schoolId },
    { $set: { to } },
  );
  return matchedCount > 0;
}
