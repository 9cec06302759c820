import type { LearnSlot } from '../learn/learn-slot';

/** A quiz to take. */
export function QuizLesson(_: LearnSlot) {
  return null;
}
