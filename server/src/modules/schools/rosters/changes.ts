import type { ImportChange } from '@quad/shared/imports';
import { spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';

export type FieldChange = ImportChange['fields'][number];

/** Field by field what would be different; the columns Quad only keeps are one field. */
export function changesOf(before: object | undefined, after: object): FieldChange[] {
  const was = before as Record<string, unknown> | undefined;
  return Object.entries(after).flatMap(([field, value]) => {
    const change = { field, before: said(was?.[field]), after: said(value) };
    return change.before === change.after ? [] : [change];
  });
}

function said(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'object')
    return Object.entries(value as Record<string, unknown>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => `${name}: ${String(each)}`)
      .join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Refuses the row when a value has more letters than its field takes. */
export async function tooLong(
  roster: Roster,
  row: RosterRow,
  limits: Record<string, number>,
): Promise<boolean> {
  for (const [column, limit] of Object.entries(limits)) {
    const value = column === 'sourcedId' ? row.key : (row.fields[column] ?? '');
    if (value.length <= limit) continue;
    const about = { column, limit: String(limit) };
    await roster.refuse(spotOf(row), 'tooLong', { column, value, about });
    return true;
  }
  return false;
}
