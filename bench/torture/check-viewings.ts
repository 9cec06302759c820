type Range = readonly [number, number];

/** What somebody who watched knows themselves. */
export interface Seen {
  personId: string;
  /** real time, ms */
  began: number;
  /** seconds of film they asked for, with or without an answer */
  asked: [number, number][];
  /** what a server said to have on record */
  confirmed: [number, number][];
  /** claims what it never asked for */
  lies: boolean;
}

export interface StoredViewing {
  personId: string;
  claimed: Range[];
  fetched: Range[];
  seconds: number;
  told: { seconds: number };
}

/** Two seconds of film a second, and clocks that may differ a little. */
const pace = 2;
const clocksMs = 2_000;

/**
 * Holds what is credited against what those who watched know: never more than there was time for, never what they did not ask
 * for, nothing confirmed that is gone, and in the enrolment each second once.
 */
export function checkViewings(
  seen: readonly Seen[],
  viewings: readonly StoredViewing[],
  enrolments: readonly { personId: string; seconds: number }[],
  now: number,
): string[] {
  return seen.flatMap(({ personId, began, asked, confirmed }) => {
    const viewing = viewings.find((each) => each.personId === personId);
    const wrong: string[] = [];
    const promised = secondsOf(confirmed);
    if (viewing === undefined) return promised.size === 0 ? [] : [`${personId}: the viewing is gone`];
    const [claimed, fetched, sent] = [viewing.claimed, viewing.fetched, asked].map(secondsOf) as [
      Set<number>,
      Set<number>,
      Set<number>,
    ];
    const most = ((now - began + clocksMs) / 1_000) * pace;
    if (claimed.size > most)
      wrong.push(`${claimed.size} s claimed where there was time for ${Math.floor(most)}`);
    const counted = [...claimed].filter((second) => fetched.has(second));
    const made = counted.filter((second) => !sent.has(second));
    if (made.length > 0) wrong.push(`${made.length} s count that were never asked for`);
    const lost = [...promised].filter((second) => !claimed.has(second));
    if (lost.length > 0) wrong.push(`${lost.length} s were confirmed and are gone`);
    const enrolled = enrolments.find((each) => each.personId === personId)?.seconds;
    if (viewing.seconds !== counted.length) wrong.push(`says ${viewing.seconds} s, ${counted.length} count`);
    if (viewing.told.seconds !== enrolled)
      wrong.push(`told ${viewing.told.seconds} s, the enrolment knows ${enrolled}`);
    return wrong.map((what) => `${personId}: ${what}`);
  });
}

function secondsOf(ranges: readonly Range[]): Set<number> {
  return new Set(
    ranges.flatMap(([from, to]) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)),
  );
}
