import type { LearnSlot } from '../learn/learn-slot';

/** An assignment to hand in. */
export function AssignmentLesson(_: LearnSlot) {
  return null;
}
