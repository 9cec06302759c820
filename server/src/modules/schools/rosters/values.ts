import { addDays, isoDate } from '@quad/shared/platform';

/** Ids in one field, `a,b`. */
export function listed(value = ''): string[] {
  return [...new Set(value.split(',').map((each) => each.trim()))].filter((each) => each !== '');
}

/** A day of the file; a moment counts as its day. null for what is none, or lies where no school ever was. */
export function dayIn(value: string): string | null {
  const day = /^\d{4}-\d{2}-\d{2}(T|$)/.test(value) ? value.slice(0, 10) : '';
  return isoDate.safeParse(day).success && day >= '2000-01-01' && day <= '2100-12-31' ? day : null;
}

/** The standard's end dates are the first day after; Quad's are the last day. */
export function lastDayBefore(day: string): string {
  return addDays(day, -1);
}

export function truthOf(value: string): boolean | null {
  if (/^(true|1|yes)$/i.test(value)) return true;
  return /^(false|0|no)$/i.test(value) ? false : null;
}
