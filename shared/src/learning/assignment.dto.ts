import { z } from 'zod';
import { id, instant } from '../platform';

const points = z.number().min(0).max(1_000);

export const rubric = z
  .array(
    z.strictObject({
      id,
      title: z.string().trim().min(1).max(120),
      levels: z
        .array(z.strictObject({ label: z.string().trim().min(1).max(120), points }))
        .min(1)
        .max(8),
    }),
  )
  .max(12);

/** What is to be handed in. */
export const assignmentBody = z.strictObject({
  kind: z.literal('assignment'),
  html: z.string().max(200_000),
  points,
  /** ms by the district's clock; null: any time */
  dueAt: instant.nullable(),
  /** handed in late: refused, taken, or taken for so much less a day begun, of the points there are */
  late: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('refused') }),
    z.strictObject({ kind: z.literal('taken') }),
    z.strictObject({
      kind: z.literal('less'),
      perDay: z.number().min(0).max(1),
      days: z.int().min(1).max(60),
    }),
  ]),
  mostFiles: z.int().min(0).max(10),
  rubric,
});
