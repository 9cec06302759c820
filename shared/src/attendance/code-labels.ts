import type { PresetName } from './code-presets';
import { codeOf, isPreset, type CodeSetId } from './codes';

/** What the presets' codes are called in files the server makes; screens say it in their own language (`codes.*`). */
export const presetLabels: Record<PresetName, Record<string, string>> = {
  international: {
    P: 'Present',
    L: 'Late',
    A: 'Absent',
    E: 'Excused',
    D: 'Left early',
    T: 'Elsewhere for school',
  },
  england: {
    '/': 'Present (morning)',
    '\\': 'Present (afternoon)',
    L: 'Late, before the register closed',
    N: 'Absent, reason not yet known',
    O: 'Absent in other or unknown circumstances',
    U: 'Arrived after the register closed',
    G: 'Holiday not granted',
    I: 'Illness',
    M: 'Medical or dental appointment',
    C: 'Leave in exceptional circumstances',
    C1: 'Leave for a regulated performance or work abroad',
    C2: 'Part-time timetable',
    J1: 'Interview',
    S: 'Studying for a public examination',
    T: 'Parent travelling for work',
    R: 'Religious observance',
    E: 'Suspended or excluded',
    V: 'Educational visit or trip',
    P: 'Sporting activity',
    B: 'Other approved educational activity',
    K: 'Education arranged by the local authority',
    W: 'Work experience',
    D: 'At another school where registered',
    Q: 'No access arrangements',
    Y1: 'Transport not provided',
    Y2: 'Travel widely disrupted',
    Y3: 'Part of the school closed',
    Y4: 'School unexpectedly closed',
    Y5: 'In criminal justice detention',
    Y6: 'Public health guidance',
    Y7: 'Other unavoidable cause',
    X: 'Not required (not of school age)',
    Z: 'Not yet on roll',
    '#': 'Planned closure',
  },
  unitedStates: {
    P: 'Present',
    T: 'Tardy',
    U: 'Unexcused absence',
    E: 'Excused absence',
    D: 'Early departure',
    H: 'Partial day',
  },
};

/** The English name of a code: of an own set its own label, of a preset the usual one, and else the letter. */
export function codeLabel(set: CodeSetId, letter: string): string {
  const preset = isPreset(set) ? presetLabels[set][letter] : undefined;
  return codeOf(set, letter)?.label ?? preset ?? letter;
}
