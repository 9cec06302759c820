import { z } from 'zod';
import { id, instant, isoDate, paged, pageQuery, roles } from '../platform';
import { auditOutcomes, auditSources } from './acts';

const fact = z.union([z.string(), z.number(), z.boolean()]);

/** One line of the audit. Names are those of today; null where nobody is known by the id any more. */
export const auditRow = z.object({
  recordId: id,
  /** real time, ms */
  at: z.int(),
  /** the district's clock then */
  clock: instant.nullable(),
  /** a route's name, or a job's; a key of the screen's words */
  act: z.string(),
  source: z.enum(auditSources),
  by: z.object({ personId: id, name: z.string().nullable() }).nullable(),
  role: z.enum(roles).nullable(),
  school: z.object({ schoolId: id, name: z.string().nullable() }).nullable(),
  outcome: z.enum(auditOutcomes),
  /** why it was refused or failed */
  code: z.string().nullable(),
  /** people it was about, besides whoever did it; at most 20 */
  people: z.array(z.object({ personId: id, name: z.string() })),
  /** what was said: days, choices, numbers, ids */
  facts: z.array(z.object({ field: z.string(), values: z.array(fact) })),
  /** other fields that were given; their content is not kept */
  fields: z.array(z.string()),
  sessionId: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRow>;
export const auditPage = paged(auditRow);

export const auditQuery = z.strictObject({
  page: pageQuery.page,
  /** who did it, or whom it was about */
  person: id.optional(),
  school: id.optional(),
  act: z
    .string()
    .regex(/^[a-zA-Z]{1,60}$/, 'must be the name of an act')
    .optional(),
  outcome: z.enum(auditOutcomes).optional(),
  /** real days, in the district's zone */
  from: isoDate.optional(),
  to: isoDate.optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** Somebody was given a file in which the pupil stands. */
export const disclosure = z.object({
  recordId: id,
  /** real time, ms */
  at: z.int(),
  act: z.string(),
  to: z.object({ personId: id, name: z.string().nullable() }).nullable(),
  role: z.enum(roles).nullable(),
  /** as part of what it was handed out */
  scope: z.enum(['pupil', 'class', 'school', 'district']),
  /** the days it was about */
  from: isoDate,
  until: isoDate,
});
export type Disclosure = z.infer<typeof disclosure>;
export const disclosurePage = paged(disclosure);

export const erasureState = z.object({ personId: id, pseudonym: z.string(), done: z.boolean() });
export type ErasureState = z.infer<typeof erasureState>;

/** The person's full name, typed by somebody who means it. */
export const erasureAsk = z.strictObject({ name: z.string().trim().min(1).max(170) });

export const leastRetentionYears = 6;
export const usualRetentionYears = 7;
export const retention = z.strictObject({ years: z.int().min(leastRetentionYears).max(50) });
export type Retention = z.infer<typeof retention>;
