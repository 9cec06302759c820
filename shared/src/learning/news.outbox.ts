import { z } from 'zod';
import { id, outboxEvent } from '../platform';

export const learningNewsKinds = [
  'courseGiven',
  'assignmentDue',
  'assignmentReturned',
  'mentioned',
  'answered',
  'certificateIssued',
  'videoReady',
  'videoFailed',
] as const;

/** Something in a course that these people are to be told. */
export const learningNews = outboxEvent(
  'learning.news',
  z.object({
    kind: z.enum(learningNewsKinds),
    to: z.array(id).min(1).max(500),
    /** titles as they were when it happened */
    course: z.string(),
    lesson: z.string().nullable(),
    /** who did it, where that matters */
    by: id.nullable(),
    link: z.string(),
  }),
);
