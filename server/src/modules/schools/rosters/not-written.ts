import type { ImportKind, PlannedChange } from '../../../platform/imports/import-kind';

export type Change = PlannedChange & { n: number };
export type Refused = Awaited<ReturnType<ImportKind['apply']>>[number];

/** What each change needs to be made, as it was planned. */
export const writesOf = <W>(changes: readonly Change[]): W[] => changes.map(({ write }) => write as W);

/** Says of a change that it is not made, or not whole. */
export function refused(
  change: Change | undefined,
  code: string,
  severity: Refused['severity'] = 'refused',
): Refused[] {
  if (change === undefined) return [];
  const { file, line, label } = change;
  return [
    {
      ...{ file: file ?? 'roster', line: line ?? 0, column: null, value: label, severity, code },
      about: { line: String(line ?? ''), value: label },
    },
  ];
}

export const refusedAt = (changes: readonly Change[], indexes: readonly number[]): Refused[] =>
  indexes.flatMap((index) => refused(changes[index], 'notWritten'));
