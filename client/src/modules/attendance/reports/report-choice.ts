import { reportFormats, reportNames, type ReportFormat, type ReportName } from '@quad/shared/attendance';
import { apiRoot, daysOfWeek, everyDay, isoDate, weekOf } from '@quad/shared/platform';

export const spans = ['week', 'month', 'term', 'custom'] as const;
type Span = (typeof spans)[number];

/** What the address says is wanted; `school` null is the whole district. */
export interface ReportChoice {
  report: ReportName;
  format: ReportFormat;
  span: Span;
  school: string | null;
  classId: string | null;
  /** of a custom span */
  from: string | null;
  to: string | null;
}

export function choiceOf(search: URLSearchParams): ReportChoice {
  const one = <T extends string>(name: string, known: readonly T[]): T | undefined =>
    known.find((each) => each === search.get(name));
  const dateOf = (name: string): string | null => isoDate.safeParse(search.get(name)).data ?? null;
  return {
    report: one('report', reportNames) ?? 'attendance',
    format: one('format', reportFormats) ?? 'csv',
    span: one('span', spans) ?? 'month',
    school: search.get('school'),
    classId: search.get('class'),
    from: dateOf('from'),
    to: dateOf('to'),
  };
}

interface Term {
  name: string;
  from: string;
  to: string;
}

/** The days a span means today: this week, this month, the term that is on or was last; null where it means none. */
export function daysOf(
  { span, from, to }: Pick<ReportChoice, 'span' | 'from' | 'to'>,
  today: string,
  terms: readonly Term[],
): { from: string; to: string } | null {
  if (span === 'custom') return from === null || to === null ? null : { from, to };
  if (span === 'week') {
    const days = daysOfWeek(weekOf(today)) ?? [today];
    return { from: days[0] ?? today, to: days.at(-1) ?? today };
  }
  if (span === 'month') {
    const first = `${today.slice(0, 7)}-01`;
    const days = everyDay(first, `${today.slice(0, 7)}-28`);
    const after = everyDay(days.at(-1) ?? first, nextMonth(first)).slice(0, -1);
    return { from: first, to: after.at(-1) ?? today };
  }
  const term = terms.filter((each) => each.from <= today).at(-1);
  return term === undefined ? null : { from: term.from, to: term.to };
}

function nextMonth(first: string): string {
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  return month === 12 ? `${year + 1}-01-01` : `${first.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Reports that can be about one class; ADA and ADM are of a whole school. */
export function takesClass(report: ReportName): boolean {
  return report !== 'ada-adm';
}

/** Where the file is; a plain link there works, too. */
export function addressOf(
  { report, format, school, classId }: ReportChoice,
  { from, to }: { from: string; to: string },
): string {
  const query = new URLSearchParams({ format, from, to });
  if (school !== null && classId !== null && takesClass(report)) query.set('classId', classId);
  const place = school === null ? 'district' : `schools/${encodeURIComponent(school)}`;
  return `${apiRoot}/${place}/reports/${report}?${query.toString()}`;
}

/** The search with some of it changed; null takes a thing out. */
export function changed(before: URLSearchParams, fields: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(fields))
    if (value === null) next.delete(name);
    else next.set(name, value);
  return next;
}
