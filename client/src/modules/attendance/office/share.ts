/** `present` of `marked`, as everywhere: what nobody marked is in neither. */
export interface Share {
  present: number;
  marked: number;
}

/** 0 to 1; null when nothing was counted, because nothing is not 0 %. */
export function partOf({ present, marked }: Share): number | null {
  return marked === 0 ? null : present / marked;
}

/** Percentage points between two shares, to one decimal as they are shown; null when either is nothing. */
export function pointsBetween(now: Share, then: Share): number | null {
  const [a, b] = [partOf(now), partOf(then)];
  return a === null || b === null ? null : Math.round((a - b) * 1_000) / 10;
}
