import { z } from 'zod';
import { id, outboxEvent } from '../platform';

/** Somebody was given a published course, or a course they have was published. */
export const courseGiven = outboxEvent(
  'course.given',
  z.object({ courseId: id, personIds: z.array(id).max(500) }),
);

/** Every required lesson of a course is done. */
export const courseCompleted = outboxEvent('course.completed', z.object({ courseId: id, personId: id }));

/** What learners see has changed: how far each has come is worked out anew. */
export const coursePublished = outboxEvent('course.published', z.object({ courseId: id }));
