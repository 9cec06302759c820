import { presets, type PresetName } from './code-presets';

/** What a code means, whatever its letter. `counts` and percentages speak in categories. */
export const categories = [
  'present',
  'late',
  'absent',
  'excused',
  'early',
  'elsewhere',
  /** the session was not possible for this pupil: in no percentage */
  'notRequired',
] as const;
export type Category = (typeof categories)[number];

export interface Code {
  letter: string;
  category: Category;
  /** of a school's own code; a preset's label is `codes.<preset>.<letter>` among the translations */
  label?: string;
  /** nobody knows why yet: the guardian is asked */
  unexplained?: boolean;
  takesMinutes?: boolean;
  needsReason?: boolean;
  /** whom nobody but the office may give */
  officeOnly?: boolean;
}

/** A preset's name, or the id of a district's own set. A set never changes: another content is another id. */
export type CodeSetId = string;

const own = new Map<CodeSetId, readonly Code[]>();

/** Makes a district's own set known here. Sets never change, so learning one again does nothing. */
export function learnCodes(set: CodeSetId, codes: readonly Code[]): void {
  if (!isPreset(set)) own.set(set, codes);
}

export function isKnownSet(set: CodeSetId): boolean {
  return isPreset(set) || own.has(set);
}

export function isPreset(set: CodeSetId): set is PresetName {
  return Object.hasOwn(presets, set);
}

/** @throws Error for a set nobody made known */
export function codesOf(set: CodeSetId): readonly Code[] {
  const codes = isPreset(set) ? presets[set] : own.get(set);
  if (codes === undefined) throw new Error(`code set ${set} is not known here`);
  return codes;
}

export function codeOf(set: CodeSetId, letter: string): Code | undefined {
  return codesOf(set).find((code) => code.letter === letter);
}

/** The letter for a category at that time of day: the first that fits. England writes `/` in the morning and `\` afterwards. */
export function letterFor(set: CodeSetId, category: Category, starts = '00:00'): string | undefined {
  const fitting = codesOf(set).filter((code) => code.category === category && code.officeOnly !== true);
  if (category === 'absent') return (fitting.find((code) => code.unexplained === true) ?? fitting[0])?.letter;
  if (category === 'present' && starts >= '12:00') return (fitting[1] ?? fitting[0])?.letter;
  return fitting[0]?.letter;
}

export function isUnexplained(set: CodeSetId, letter: string | null): boolean {
  return letter !== null && codeOf(set, letter)?.unexplained === true;
}

/** Marks of one register by category; they add up to the roll. */
export type Counts = Record<Category | 'unmarked', number>;

export function countMarks(marks: readonly { code: string | null }[], set: CodeSetId): Counts {
  const counts = noCounts();
  for (const { code } of marks) counts[categoryOf(set, code)] += 1;
  return counts;
}

export function categoryOf(set: CodeSetId, letter: string | null): Category | 'unmarked' {
  return (letter === null ? undefined : codeOf(set, letter)?.category) ?? 'unmarked';
}

export function noCounts(): Counts {
  return {
    ...{ present: 0, late: 0, absent: 0, excused: 0, early: 0, elsewhere: 0 },
    ...{ notRequired: 0, unmarked: 0 },
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  const sum = noCounts();
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] = a[key] + b[key];
  return sum;
}

const presentCategories = ['present', 'late', 'early', 'elsewhere'] as const;

export function countsAsPresent(category: Category | 'unmarked'): boolean {
  return (presentCategories as readonly string[]).includes(category);
}

/** `present` and `marked`: the numerator and the denominator of a percentage; what nobody marked, or was not possible, is in neither. */
export function attendanceOf(counts: Counts): { present: number; marked: number } {
  const present = presentCategories.reduce((sum, category) => sum + counts[category], 0);
  return { present, marked: present + counts.absent + counts.excused };
}
