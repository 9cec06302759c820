/** What a person can get wrong in a list of terms or bells; `index` is the row to mend. */
export interface Fault {
  index: number;
  field: string;
  fault: 'reversed' | 'overlaps' | 'twice';
}

/** In words for those who ask the API; screens say it in their own language. */
export const faultWords: Record<Fault['fault'], string> = {
  reversed: 'ends before it begins',
  overlaps: 'overlaps another one',
  twice: 'stands there twice',
};

/** Days are inclusive: two terms may not share one. */
export function termFaults(terms: readonly { from: string; to: string }[]): Fault[] {
  return spanFaults(
    terms,
    'to',
    (a, b) => a.from <= b.to && b.from <= a.to,
    ({ from, to }) => to < from,
  );
}

interface BellRow {
  period: string;
  name: string;
  starts: string;
  ends: string;
}

/** A bell may ring as the one before it ends. */
export function bellFaults(bells: readonly BellRow[]): Fault[] {
  const doubles = (['period', 'name'] as const).flatMap((field) =>
    bells.flatMap((bell, index) =>
      bells.slice(0, index).some((other) => same(other[field], bell[field]))
        ? [{ index, field, fault: 'twice' as const }]
        : [],
    ),
  );
  return [
    ...doubles,
    ...spanFaults(
      bells,
      'ends',
      (a, b) => a.starts < b.ends && b.starts < a.ends,
      (b) => b.ends <= b.starts,
    ),
  ];
}

function spanFaults<T>(
  rows: readonly T[],
  field: string,
  meet: (a: T, b: T) => boolean,
  isReversed: (row: T) => boolean,
): Fault[] {
  return rows.flatMap((row, index): Fault[] => {
    if (isReversed(row)) return [{ index, field, fault: 'reversed' }];
    return rows.slice(0, index).some((other) => meet(other, row))
      ? [{ index, field, fault: 'overlaps' }]
      : [];
  });
}

function same(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
}
