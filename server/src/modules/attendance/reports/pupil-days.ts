import type { LessonMark } from '@quad/shared/attendance';
import type { RegisterDay } from './report-registers';

/** The marks of one day by pupil, each pupil's in order of the bells. */
export function marksByPupil({ registers }: RegisterDay): Map<string, LessonMark[]> {
  const pupils = new Map<string, LessonMark[]>();
  for (const { starts, ends, codeSet: set, marks } of registers)
    for (const { pupil, code, minutes } of marks) {
      const own = pupils.get(pupil) ?? [];
      own.push({ set, starts, ends, code, ...(minutes !== undefined && { minutes }) });
      pupils.set(pupil, own);
    }
  return pupils;
}

/** Those on the registers of a class (of no class: everybody), learnt day by day as the registers go by. */
export class ClassPupils {
  readonly #pupils = new Set<string>();

  constructor(readonly classId: string | undefined) {}

  see({ registers }: RegisterDay): void {
    if (this.classId === undefined) return;
    for (const { classId, marks } of registers)
      if (classId === this.classId) for (const { pupil } of marks) this.#pupils.add(pupil);
  }

  has(pupil: string): boolean {
    return this.classId === undefined || this.#pupils.has(pupil);
  }
}
