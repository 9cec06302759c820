/** Whole parts of a lesson's video that went out to somebody who learns. */
export interface SegmentsSent {
  personId: string;
  courseId: string;
  lessonId: string;
  videoId: string;
  /** the n-th is the seconds from 4n to 4n + 4; the last one is shorter */
  segments: number[];
}

type Listener = (sent: SegmentsSent) => void;
const listeners = new Set<Listener>();

/**
 * Hears of segments as they are handed to the network by this process; some may be told more than once.
 * @returns what ends it
 */
export function onSegments(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function tellSegments(sent: SegmentsSent): void {
  for (const listener of listeners) listener(sent);
}
