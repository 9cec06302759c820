import { bellFaults, type BellTime } from '@quad/shared/schools';
import type { TimetableRow } from './timetable-row';

/** As many as the page of the bells takes. */
const mostBells = 20;

interface PlannedBell {
  bell: BellTime;
  before: BellTime | null;
  op: 'add' | 'change' | null;
  /** of the row its times are from */
  line: number;
}

export interface BellPlan {
  /** what a row's period is in this school; by the name the file has for it */
  bells: ReadonlyMap<string, PlannedBell>;
  /** why no row of this period can be taken */
  faults: ReadonlyMap<string, { code: string; about: Record<string, string> }>;
}

/**
 * The school's bells after the file. A period is the one that has its code or its name, else a new one; its times are those of
 * the first row that names it.
 */
export function planBells(rows: readonly TimetableRow[], present: readonly BellTime[]): BellPlan {
  const bells = new Map<string, PlannedBell>();
  const faults = new Map<string, { code: string; about: Record<string, string> }>();
  const first = new Map<string, TimetableRow>();
  for (const row of rows) if (!first.has(folded(row.period))) first.set(folded(row.period), row);
  const wanted = [...first.values()].map((row) => ({ row, ...bellFor(row, present) }));
  // what the file says of other periods is what a period must not overlap
  const standing = present.filter(({ period }) => wanted.every(({ bell }) => bell?.period !== period));
  for (const { row, bell, before } of wanted) {
    const key = folded(row.period);
    const known = [...bells.values()].find((each) => each.bell.period === bell?.period);
    if (known !== undefined) {
      bells.set(key, known);
      continue;
    }
    const after = bell === null ? standing : [...standing, bell];
    const inTheWay = bell && standing.find((each) => bellFaults([each, bell]).length > 0);
    if (bell === null) faults.set(key, { code: 'periodName', about: { value: row.period } });
    else if (inTheWay) {
      const { name, starts, ends } = inTheWay;
      faults.set(key, { code: 'periodOverlaps', about: { value: row.period, name, starts, ends } });
    } else if (after.length > mostBells)
      faults.set(key, { code: 'periodsMany', about: { most: String(mostBells) } });
    else {
      standing.push(bell);
      const isSame = before?.starts === bell.starts && before.ends === bell.ends;
      bells.set(key, {
        bell,
        before,
        line: row.line,
        op: before === null ? 'add' : isSame ? null : 'change',
      });
    }
  }
  return { bells, faults };
}

export function folded(name: string): string {
  return name.trim().toLowerCase();
}

function bellFor(
  { period, starts, ends }: TimetableRow,
  present: readonly BellTime[],
): { bell: BellTime | null; before: BellTime | null } {
  const key = folded(period);
  const before =
    present.find((each) => folded(each.period) === key) ?? present.find((each) => folded(each.name) === key);
  if (before !== undefined) return { bell: { ...before, starts, ends }, before };
  const code = key.replace(/[^a-z0-9]/g, '');
  const isUsable = code !== '' && code.length <= 20 && period.length <= 40;
  return { bell: isUsable ? { period: code, name: period, starts, ends } : null, before: null };
}
