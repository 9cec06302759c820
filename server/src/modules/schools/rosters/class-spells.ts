import type { lastingFrom } from '../../../platform/database/collection';
import { EnrolmentModel, TeachingModel, type Enrolment, type Teaching } from '../class.model';

/** A pupil's enrolment or a teacher's teaching, alike but for what it is. */
export interface ClassSpell extends Pick<Enrolment, '_id' | 'classId' | 'from' | 'to' | 'rostered'> {
  thing: 'enrolment' | 'teaching';
  role: 'student' | 'teacher';
  personId: string;
}

/** Who is in these classes and who teaches them. @param which of their spells */
export async function spellsInClasses(
  classIds: readonly string[],
  which: ReturnType<typeof lastingFrom> & { rostered?: true },
): Promise<ClassSpell[]> {
  const held = { classId: { $in: [...classIds] }, ...which };
  const [enrolments, teachings] = await Promise.all([
    EnrolmentModel.find(held).lean<Enrolment[]>(),
    TeachingModel.find(held).lean<Teaching[]>(),
  ]);
  return [
    ...teachings.map((spell) => ({ ...spell, thing: 'teaching' as const, role: 'teacher' as const })),
    ...enrolments.map(({ pupilId: personId, ...spell }) => ({
      ...{ ...spell, personId },
      ...{ thing: 'enrolment' as const, role: 'student' as const },
    })),
  ];
}
