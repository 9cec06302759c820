import type { SegmentsSent } from '../video/segments';

export type Sent = Pick<SegmentsSent, 'personId' | 'lessonId' | 'videoId' | 'segments'> & {
  viewingId: string;
};

interface Waiting {
  viewingId: string;
  personId: string;
  videoId: string;
  segments: Set<number>;
  /** real time of the first of them, ms */
  since: number;
}

/** Somebody who fetches and never beats is forgotten before memory is full. */
const mostWaiting = 20_000;

/** What this process sent and nobody wrote down yet. It is lost if the process is killed, and written down when it is stopped. */
export class FetchedSegments {
  readonly #waiting = new Map<string, Waiting>();

  add({ viewingId, personId, videoId, segments }: Omit<Sent, 'lessonId'>, now: number): void {
    const known = this.#waiting.get(viewingId);
    const waiting =
      known?.videoId === videoId
        ? known
        : { viewingId, personId, videoId, segments: new Set<number>(), since: now };
    for (const n of segments) waiting.segments.add(n);
    this.#waiting.set(viewingId, waiting);
    const [oldest] = this.#waiting.size > mostWaiting ? this.#waiting.keys() : [];
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }

  waiting(viewingId: string): Waiting | null {
    return this.#waiting.get(viewingId) ?? null;
  }

  /** Of this video; what was sent of another one is of no use any more. */
  take({ viewingId, videoId }: Pick<Waiting, 'viewingId' | 'videoId'>): number[] {
    const waiting = this.#waiting.get(viewingId);
    this.#waiting.delete(viewingId);
    return waiting?.videoId === videoId ? [...waiting.segments] : [];
  }

  /** It could not be written; saying it twice changes nothing. */
  putBack(
    place: Pick<Waiting, 'viewingId' | 'personId' | 'videoId'>,
    segments: readonly number[],
    now: number,
  ): void {
    if (segments.length > 0) this.add({ ...place, segments: [...segments] }, now);
  }

  /** Those of which the first was sent before then. */
  due(before: number): Waiting[] {
    return [...this.#waiting.values()].filter(({ since }) => since <= before);
  }
}
