/** Whole seconds, from inclusive, to exclusive. */
export type Range = [number, number];

/** The same seconds in order, without overlaps or neighbours; what is empty or turned round falls away. */
export function merged(ranges: readonly Range[]): Range[] {
  const whole: Range[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (to <= from) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/** What is in both. */
export function intersection(a: readonly Range[], b: readonly Range[]): Range[] {
  const [left, right] = [merged(a), merged(b)];
  const both: Range[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [left[i], right[j]];
    if (one === undefined || other === undefined) return both;
    const [from, to] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
    if (from < to) both.push([from, to]);
    if (one[1] < other[1]) i += 1;
    else j += 1;
  }
}

/** What is in `a` and not in `b`. */
export function difference(a: readonly Range[], b: readonly Range[]): Range[] {
  const taken = merged(b);
  return merged(a).flatMap(([from, to]) => {
    const left: Range[] = [];
    let at = from;
    for (const [start, end] of taken) {
      if (end <= at || start >= to) continue;
      if (start > at) left.push([at, start]);
      at = end;
    }
    if (at < to) left.push([at, to]);
    return left;
  });
}

/** Each second once. */
export function secondsIn(ranges: readonly Range[]): number {
  return merged(ranges).reduce((sum, [from, to]) => sum + to - from, 0);
}

/** The first `n` seconds of them. */
export function firstSeconds(ranges: readonly Range[], n: number): Range[] {
  let left = n;
  const first: Range[] = [];
  for (const [from, to] of merged(ranges)) {
    if (left <= 0) break;
    const end = Math.min(to, from + left);
    first.push([from, end]);
    left -= end - from;
  }
  return first;
}
