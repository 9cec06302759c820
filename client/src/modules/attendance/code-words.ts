import { codeOf, codesOf, isPreset, letterFor, type CodeSetId } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';

/** What a code is called: in a school's own set by its own label, in a preset by the translation. */
export function useCodeLabel(set: CodeSetId): (letter: string) => string {
  const { t } = useTranslation();
  return (letter) => {
    const own = codeOf(set, letter)?.label;
    if (own !== undefined) return own;
    const preset = isPreset(set) ? set : 'international';
    // one key of many, and not every letter stands in every set
    return t(`codes.${preset}.${letter}` as 'codes.international.P', { defaultValue: letter });
  };
}

/** The three codes a row offers at once: present at this time of day, late, and absent without a reason yet. */
export function quickLetters(set: CodeSetId, starts: string): string[] {
  const wanted = (['present', 'late', 'absent'] as const).map((category) => letterFor(set, category, starts));
  return wanted.filter((letter) => letter !== undefined);
}

/** The letters a person may give; the office's own are left out for a teacher. */
export function lettersFor(set: CodeSetId, isOffice: boolean): string[] {
  return codesOf(set)
    .filter((code) => isOffice || code.officeOnly !== true)
    .map(({ letter }) => letter);
}
