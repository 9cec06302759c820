import { difference, firstSeconds, intersection, merged, type Range } from './ranges';

/** What a segment of a video lasts, seconds. */
export const segmentSeconds = 4;
/** A film may be played so much faster than it was made. */
const fastest = 2;
/** Time that went by since anything was heard counts no further back. */
const longestGapMs = 75_000;
/** Nobody's watching falls into more pieces; what would is not taken. */
const mostRanges = 1_000;

/** Of one person and one video. Both only grow, so it never matters in what order or how often something is said. */
export interface Evidence {
  /** what the player said was played, as far as there was time for it */
  claimed: Range[];
  /** what was sent to this person */
  fetched: Range[];
}

/** The seconds that count: said, possible and fetched. */
export function counted({ claimed, fetched }: Evidence): Range[] {
  return intersection(claimed, fetched);
}

/** Share of a video that was watched. @param duration seconds; the end of a second that was begun is not asked for */
export function watchedShare(seconds: number, duration: number): number {
  return Math.min(1, seconds / Math.max(1, Math.floor(duration)));
}

/** The seconds of whole segments by their numbers. */
export function segmentRanges(segments: readonly number[], duration: number): Range[] {
  const ranges = segments.map((n): Range => [n * segmentSeconds, (n + 1) * segmentSeconds]);
  return within(ranges, duration);
}

/** What of these lies in the video. */
export function within(ranges: readonly Range[], duration: number): Range[] {
  return intersection(ranges, [[0, Math.ceil(duration)]]);
}

/** Of what was played, what is not on record yet. */
export function unclaimed({ claimed }: Evidence, played: readonly Range[], duration: number): Range[] {
  return difference(within(played, duration), claimed);
}

/** With the first of these seconds, as many as there was time for. @returns the same record where it would fall into too many pieces */
export function claiming(evidence: Evidence, wanted: readonly Range[], seconds: number): Evidence {
  const claimed = merged([...evidence.claimed, ...firstSeconds(wanted, seconds)]);
  return claimed.length > mostRanges ? evidence : { ...evidence, claimed };
}

export function fetching(evidence: Evidence, fetched: readonly Range[]): Evidence {
  return { ...evidence, fetched: merged([...evidence.fetched, ...fetched]) };
}

/**
 * A person's time is spent on what they say they watched, in whatever lessons and tabs: one moment, up to which it is spent.
 * It follows real time, a gap behind at most, so idle time is worth nothing, and all that was ever claimed fits into
 * real time × 2.
 * @param spentTo real time, ms
 */
export function affordable(spentTo: number, now: number): number {
  const left = Math.min(now - spentTo, longestGapMs);
  return Math.max(0, Math.floor((left * fastest) / 1_000));
}

/** @returns up to when it is spent after that; `seconds` is what `affordable` allows at most, or negative to give some back */
export function spend(spentTo: number, seconds: number, now: number): number {
  return Math.max(spentTo, now - longestGapMs) + (seconds * 1_000) / fastest;
}
