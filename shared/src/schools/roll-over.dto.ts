import { z } from 'zod';
import { id } from '../platform';
import { termList } from './admin.dto';
import { externalCode, name, schoolDate } from './fields';

/** What becomes of a class instead of what the plan proposes. */
const choice = z.union([
  z.strictObject({ classId: id, code: externalCode, name }),
  z.strictObject({ classId: id, leaves: z.literal(true) }),
]);

export const rollOver = z
  .strictObject({
    terms: termList.refine((terms) => terms.length > 0, 'a year has at least one term'),
    /** of the old year */
    lastDay: schoolDate,
    classes: z.array(choice).max(2_000).optional(),
    /** false: answer the plan and change nothing */
    apply: z.boolean(),
    /** the digest of the plan that was looked at; needed to apply it */
    plan: z.string().max(64).optional(),
  })
  .superRefine(({ terms, lastDay, apply, plan }, ctx) => {
    if (terms.some((term) => term.from <= lastDay))
      ctx.addIssue({ code: 'custom', path: ['lastDay'], message: 'must be before the new year begins' });
    if (apply && plan === undefined)
      ctx.addIssue({ code: 'custom', path: ['plan'], message: 'is needed to apply it' });
  });
export type RollOver = z.output<typeof rollOver>;

const plannedClass = z.object({
  classId: id,
  code: z.string(),
  name: z.string(),
  /** null: the class leaves */
  next: z.object({ classId: id, code: z.string(), name: z.string() }).nullable(),
  pupils: z.int(),
});
export type PlannedClass = z.infer<typeof plannedClass>;

const planError = z.object({
  /** null: of the plan as a whole */
  classId: id.nullable(),
  reason: z.enum(['codeTwice', 'termOverlaps', 'unknownClass']),
  what: z.string(),
});
export type PlanError = z.infer<typeof planError>;

export const rollOverPlan = z.object({
  plan: z.string(),
  applied: z.boolean(),
  classes: z.array(plannedClass),
  /** pupils who go on in at least one class */
  moved: z.int(),
  /** pupils all of whose classes leave; their membership ends on the last day */
  leavers: z.int(),
  errors: z.array(planError),
});
export type RollOverPlan = z.infer<typeof rollOverPlan>;
