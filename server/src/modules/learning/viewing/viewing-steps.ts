import {
  counted,
  difference,
  secondsIn,
  unclaimed,
  watchedShare,
  type Beat,
  type Evidence,
  type Range,
} from '@quad/shared/learning';
import type { Told, ViewingRecord } from './viewing.model';

/** Who watches what. */
export type Place = Pick<
  ViewingRecord,
  'districtId' | 'schoolId' | 'courseId' | 'lessonId' | 'personId' | 'videoId' | 'duration' | 'completeAt'
> & { viewingId: string };

/** What the enrolment is to know: seconds more than before, and the share. */
export interface Progress {
  seconds: number;
  told: Told;
}

/** So much more of a video is worth a write to the enrolment. */
const worthTelling = 0.02;

/** The viewing with one more beginning; another video in the lesson has no evidence yet, and what was watched of the last one stays counted. */
export function begun(before: ViewingRecord | null, place: Place, now: number): ViewingRecord {
  const { viewingId, ...fields } = place;
  const begins = { ...fields, _id: viewingId, beatAt: now, playing: true };
  if (before?.videoId === place.videoId) return { ...before, ...begins, viewing: before.viewing + 1 };
  return {
    ...begins,
    ...{ claimed: [], fetched: [], seconds: 0, watched: 0, position: 0, rev: before?.rev ?? 0 },
    earlier: (before?.earlier ?? 0) + (before?.seconds ?? 0),
    told: { seconds: before?.told.seconds ?? 0, watched: 0, done: false },
    viewing: (before?.viewing ?? 0) + 1,
  };
}

/** The viewing with more evidence; only a beat of its last beginning moves the position. */
export function evidenced(before: ViewingRecord, evidence: Evidence, said?: Beat): ViewingRecord {
  const seconds = secondsIn(counted(evidence));
  const { claimed, fetched } = evidence;
  const after = { ...before, claimed, fetched, seconds, watched: watchedShare(seconds, before.duration) };
  if (said?.viewing !== before.viewing) return after;
  return { ...after, position: Math.min(said.position, before.duration), playing: said.playing };
}

/** What is worth telling the enrolment now; all of it once nobody plays. */
export function progressOf({
  seconds,
  earlier,
  watched,
  completeAt,
  told,
  playing,
}: ViewingRecord): Progress | null {
  const more = earlier + seconds - told.seconds;
  const done = told.done || watched >= completeAt;
  const isDue = done !== told.done || watched - told.watched >= worthTelling || (!playing && more > 0);
  return isDue ? { seconds: more, told: { seconds: earlier + seconds, watched, done } } : null;
}

/** What of this need not be said again; what lies beyond the end is of no use to anybody. */
export function onRecord(viewing: ViewingRecord, played: readonly Range[]): Range[] {
  return difference(played, unclaimed(viewing, played, viewing.duration));
}
