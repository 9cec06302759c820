import { z } from 'zod';
import { id } from '../platform';

/** A whole class stands for those in it who have no password yet. */
export const codesAsk = z.union([
  z.strictObject({ classId: id }),
  z.strictObject({ personIds: z.array(id).min(1).max(400) }),
]);
export type CodesAsk = z.output<typeof codesAsk>;

export const invited = z.object({
  sent: z.int(),
  /** names of those without an e-mail address */
  withoutMail: z.array(z.string()),
  /** of a class: who has a password already, may not sign in or is above the actor */
  leftOut: z.int(),
});
export type Invited = z.infer<typeof invited>;
