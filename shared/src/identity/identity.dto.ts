import { z } from 'zod';
import { id, instant, isoDate, roles } from '../platform';
import { typedSecondFactor } from './fields';

export const signIn = z.strictObject({
  login: z.string().trim().toLowerCase().min(1, 'is needed').max(120),
  password: z.string().min(1, 'is needed').max(200),
  /** of the authenticator, or a recovery code; asked for by `code_needed` */
  code: typedSecondFactor.optional(),
});
export type SignIn = z.input<typeof signIn>;

export const membership = z.object({
  schoolId: id.nullable(),
  schoolName: z.string().nullable(),
  role: z.enum(roles),
});

/** Everything a client needs to know of who it is: the facts the permission table is asked with. */
export const me = z.object({
  personId: id,
  districtId: id,
  districtName: z.string(),
  name: z.string(),
  givenName: z.string(),
  /** how pupils and colleagues address this person, “Ms Rao” */
  formalName: z.string(),
  login: z.string(),
  memberships: z.array(membership),
  teaches: z.array(z.object({ classId: id, schoolId: id, from: isoDate, to: isoDate.nullable() })),
  /** classes handed to me for a time that is not over, by the district's clock */
  covers: z.array(
    z.object({ classId: id, schoolId: id, from: instant, to: instant, date: isoDate, lastDate: isoDate }),
  ),
  children: z.array(id),
  /** `needed`: roles of an admin sleep until one-time codes are set up */
  secondFactor: z.enum(['on', 'off', 'needed']),
  /** until when (real time, ms) nobody asks again who this is */
  provedUntil: z.int(),
  clock: z.object({
    now: instant,
    timeZone: z.string(),
    /** false: the district's clock was set by somebody and differs from the real one */
    real: z.boolean(),
  }),
});
export type Me = z.infer<typeof me>;
