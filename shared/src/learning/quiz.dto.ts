import { z } from 'zod';
import { id, instant } from '../platform';
import { share } from './structure';

export const feedbackRules = ['never', 'score', 'answers', 'afterClose'] as const;

/** The settings of a quiz. Its questions come from the course's bank. */
export const quizBody = z.strictObject({
  kind: z.literal('quiz'),
  html: z.string().max(200_000),
  /** these questions, then so many drawn from those with a tag */
  questionIds: z.array(id).max(100),
  draw: z
    .array(z.strictObject({ tag: z.string().trim().min(1).max(40), count: z.int().min(1).max(50) }))
    .max(10),
  shuffle: z.boolean(),
  /** null: as long as one likes */
  minutes: z.int().min(1).max(600).nullable(),
  /** 0: as often as one likes */
  attempts: z.int().min(0).max(50),
  passAt: share,
  feedback: z.enum(feedbackRules),
  /** nobody begins or goes on after it, ms by the district's clock */
  closesAt: instant.nullable(),
});
