import { standings, warningKinds, type Standing } from '@quad/shared/attendance';
import { addDays, weekdayOf } from '@quad/shared/platform';
import { listParams } from '../../../platform/ui/list-controls';

interface ListParams {
  q?: string;
  page?: number;
}
export type DayParams = ListParams & { date?: string; standing?: Standing };
export const absentKinds = ['unexplained', 'absent', 'late'] as const;
type AbsentKind = (typeof absentKinds)[number];
export type AbsentParams = ListParams & { date?: string; kind: AbsentKind };
export type WarningParams = ListParams & { kind?: (typeof warningKinds)[number] };
export interface RangeParams {
  from?: string;
  to?: string;
}

/** What the address says of a school's day; anything it cannot mean is left out. */
export function dayParams(search: URLSearchParams): DayParams {
  const standing = standings.find((name) => name === search.get('standing'));
  return { ...listParams(search), ...dateIn(search), ...(standing === undefined ? {} : { standing }) };
}

export function absentParams(search: URLSearchParams): AbsentParams {
  const kind = absentKinds.find((name) => name === search.get('kind')) ?? 'unexplained';
  return { ...listParams(search), ...dateIn(search), kind };
}

export function warningParams(search: URLSearchParams): WarningParams {
  const kind = warningKinds.find((name) => name === search.get('kind'));
  return { ...listParams(search), ...(kind === undefined ? {} : { kind }) };
}

function dateIn(search: URLSearchParams): { date?: string } {
  const date = dayIn(search, 'date');
  return date === null ? {} : { date };
}

/** A real day, as `2026-03-04`; null for anything else. */
function dayIn(search: URLSearchParams, name: string): string | null {
  const said = search.get(name) ?? '';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(said) && !Number.isNaN(Date.parse(`${said}T12:00:00Z`));
  return isDay && new Date(`${said}T12:00:00Z`).toISOString().startsWith(said) ? said : null;
}

export const rangeNames = ['week', 'weeks', 'term', 'year', 'custom'] as const;
export type RangeName = (typeof rangeNames)[number];

interface Term {
  from: string;
  to: string;
}

/** Which range the address names, and its days. The term that is on, or else the last; the year begins with August. */
export function rangeOf(
  search: URLSearchParams,
  today: string,
  terms: readonly Term[],
): { name: RangeName; from: string; to: string } {
  const [from, to] = [dayIn(search, 'from'), dayIn(search, 'to')];
  if (from !== null && to !== null && from <= to) return { name: 'custom', from, to };
  const name = rangeNames.find((each) => each === search.get('range')) ?? 'weeks';
  const monday = addDays(today, 1 - weekdayOf(today));
  if (name === 'week') return { name, from: monday, to: today };
  if (name === 'term') {
    const begun = terms.filter((term) => term.from <= today).sort((a, b) => b.from.localeCompare(a.from))[0];
    if (begun !== undefined) return { name, from: begun.from, to: begun.to < today ? begun.to : today };
  }
  if (name === 'year') {
    const year = Number(today.slice(0, 4)) - (today.slice(5) < '08-01' ? 1 : 0);
    return { name, from: `${year}-08-01`, to: today };
  }
  return { name: name === 'custom' ? 'custom' : 'weeks', from: addDays(today, -27), to: today };
}
