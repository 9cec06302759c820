import type { AbsenceKind } from './absences.dto';
import { codeOf, isPreset, letterFor, type CodeSetId } from './codes';
import type { PresetName } from './code-presets';

/** England names the reason in the code; elsewhere one letter stands for every explained absence. */
const codesByKind: Partial<Record<PresetName, Record<AbsenceKind, string>>> = {
  england: { illness: 'I', appointment: 'M', religious: 'R', family: 'C', other: 'C' },
};

/** The code an approved absence of this kind gets; null where the set has none for explained absences. */
export function codeForAbsence(set: CodeSetId, kind: AbsenceKind): string | null {
  const named = isPreset(set) ? codesByKind[set]?.[kind] : undefined;
  return named ?? letterFor(set, 'excused') ?? null;
}

/** Can an approved absence be written with this letter? */
export function explainsAbsence(set: CodeSetId, letter: string): boolean {
  const category = codeOf(set, letter)?.category;
  return category === 'excused' || category === 'elsewhere' || category === 'notRequired';
}
