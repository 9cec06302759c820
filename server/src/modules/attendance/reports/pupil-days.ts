import {
  addCounts,
  codeOf,
  codesOf,
  countMarks,
  dayOfPupil,
  isUnexplained,
  noCounts,
  type AttendanceRules,
  type CodeSetId,
  type LessonMark,
  type PupilDay,
} from '@quad/shared/attendance';
import type { RegisterDay } from './report-registers';

/** A pupil's mark in one lesson, with the codes it was made with. */
export interface SetMark extends LessonMark {
  set: CodeSetId;
}

/** The marks of one day by pupil, each pupil's in order of the bells. */
export function marksByPupil({ registers }: RegisterDay): Map<string, SetMark[]> {
  const pupils = new Map<string, SetMark[]>();
  for (const { starts, ends, codeSet: set, marks } of registers)
    for (const { pupil, code, minutes } of marks) {
      const own = pupils.get(pupil) ?? [];
      own.push({ set, starts, ends, code, ...(minutes !== undefined && { minutes }) });
      pupils.set(pupil, own);
    }
  return pupils;
}

/** What a pupil's day comes to, also on a day on which the school changed its codes. */
export function pupilDay(marks: readonly SetMark[], rule: AttendanceRules['dayRule']): PupilDay {
  const set = marks[0]?.set;
  if (set === undefined) return { counts: noCounts(), possible: 0, attended: 0, unexplained: 0 };
  if (marks.every((mark) => mark.set === set)) return dayOfPupil(marks, set, rule);
  const { possible, attended } = dayOfPupil(
    marks.map((mark) => ({ ...mark, code: inSet(set, mark) })),
    set,
    rule,
  );
  const counts = marks.map((mark) => countMarks([mark], mark.set)).reduce(addCounts);
  return {
    counts,
    possible,
    attended,
    unexplained: marks.filter((mark) => isUnexplained(mark.set, mark.code)).length,
  };
}

/** The code that means the same in another set; null, which counts nowhere, where there is none. */
function inSet(set: CodeSetId, mark: SetMark): string | null {
  const own = mark.code === null ? undefined : codeOf(mark.set, mark.code);
  if (own === undefined || mark.set === set) return mark.code;
  return codesOf(set).find(({ category }) => category === own.category)?.letter ?? null;
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
