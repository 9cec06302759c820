import { z } from 'zod';
import { id, outboxEvent } from '../platform';

/** Work was given back: these learners may see what it is worth. */
export const assignmentReturned = outboxEvent(
  'assignment.returned',
  z.object({ courseId: id, lessonId: id, personIds: z.array(id).max(200) }),
);

/** The grades of a course are weighed anew. */
export const gradingChanged = outboxEvent('grading.changed', z.object({ courseId: id, version: z.int() }));
