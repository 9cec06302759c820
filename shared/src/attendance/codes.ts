/** What a code means, whatever its letter. `counts` and percentages speak in categories. */
export const categories = ['present', 'late', 'absent', 'excused', 'early', 'elsewhere'] as const;
export type Category = (typeof categories)[number];

export interface Code {
  category: Category;
  /** i18n key of the label is `code.<set>.<letter>` */
  letter: string;
  countsAsPresent: boolean;
  takesMinutes: boolean;
}

/** The International preset; England and the United States come with the code-set screens. */
export const codeSets = {
  international: [
    { letter: 'P', category: 'present', countsAsPresent: true, takesMinutes: false },
    { letter: 'L', category: 'late', countsAsPresent: true, takesMinutes: true },
    { letter: 'A', category: 'absent', countsAsPresent: false, takesMinutes: false },
    { letter: 'E', category: 'excused', countsAsPresent: false, takesMinutes: false },
    { letter: 'D', category: 'early', countsAsPresent: true, takesMinutes: true },
    { letter: 'T', category: 'elsewhere', countsAsPresent: true, takesMinutes: false },
  ],
} as const satisfies Record<string, readonly Code[]>;

export type CodeSetName = keyof typeof codeSets;
export const codeSetNames = Object.keys(codeSets) as [CodeSetName, ...CodeSetName[]];

export function codeOf(set: CodeSetName, letter: string): Code | undefined {
  return codeSets[set].find((code) => code.letter === letter);
}

/** Marks of one register by category; they add up to the roll. */
export type Counts = Record<Category | 'unmarked', number>;

export function countMarks(marks: readonly { code: string | null }[], set: CodeSetName): Counts {
  const counts = noCounts();
  for (const { code } of marks) {
    counts[(code === null ? undefined : codeOf(set, code)?.category) ?? 'unmarked'] += 1;
  }
  return counts;
}

export function noCounts(): Counts {
  return { present: 0, late: 0, absent: 0, excused: 0, early: 0, elsewhere: 0, unmarked: 0 };
}

const presentCategories = ['present', 'late', 'early', 'elsewhere'] as const;

/** `present` and `marked`: the numerator and the denominator of a percentage; what nobody marked is in neither. */
export function attendanceOf(counts: Counts): { present: number; marked: number } {
  const present = presentCategories.reduce((sum, category) => sum + counts[category], 0);
  return { present, marked: present + counts.absent + counts.excused };
}
