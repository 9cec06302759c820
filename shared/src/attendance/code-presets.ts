import type { Category, Code } from './codes';

/** Codes of one category by their letters. */
function of(category: Category, letters: string, fields: Partial<Code> = {}): Code[] {
  return letters.split(' ').map((letter) => ({ letter, category, ...fields }));
}

const office = { officeOnly: true };

/** The sets a district can start from. Sources: for England SI 2024/208, for the United States Ed-Fi's attendance categories. */
export const presets = {
  international: [
    ...of('present', 'P'),
    ...of('late', 'L', { takesMinutes: true }),
    ...of('absent', 'A', { unexplained: true }),
    ...of('excused', 'E'),
    ...of('early', 'D', { takesMinutes: true }),
    ...of('elsewhere', 'T'),
  ],
  england: [
    ...of('present', '/ \\'),
    ...of('late', 'L', { takesMinutes: true }),
    ...of('absent', 'N', { unexplained: true }),
    ...of('absent', 'O'),
    ...of('absent', 'U', { takesMinutes: true }),
    ...of('absent', 'G', office),
    ...of('excused', 'I M'),
    ...of('excused', 'C C1 C2 J1 S T R E', office),
    ...of('elsewhere', 'V P B'),
    ...of('elsewhere', 'K W D', office),
    ...of('notRequired', 'Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 X Z #', office),
  ],
  unitedStates: [
    ...of('present', 'P'),
    ...of('late', 'T', { takesMinutes: true }),
    ...of('absent', 'U', { unexplained: true }),
    ...of('excused', 'E'),
    ...of('early', 'D', { takesMinutes: true }),
    ...of('early', 'H', { takesMinutes: true, ...office }),
  ],
} as const satisfies Record<string, readonly Code[]>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];
