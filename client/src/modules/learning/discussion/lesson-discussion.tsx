import type { LearnSlot } from '../learn/learn-slot';

/** What learners and teachers say below a lesson. */
export function LessonDiscussion(_: LearnSlot) {
  return null;
}
