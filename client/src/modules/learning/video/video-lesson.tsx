import type { LearnSlot } from '../learn/learn-slot';

/** A video to watch. */
export function VideoLesson(_: LearnSlot) {
  return null;
}
