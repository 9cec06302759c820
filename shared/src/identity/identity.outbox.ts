import { z } from 'zod';
import { id, outboxEvent, roles } from '../platform';

/** Somebody new has a role in a school (null: the district); `by` made them, where somebody did. */
export const userCreated = outboxEvent(
  'user.created',
  z.object({ personId: id, schoolId: id.nullable(), role: z.enum(roles), by: id.optional() }),
);

/** A session began on a device this person has not used before, and it was not their first. */
export const userSignedInOnNewDevice = outboxEvent(
  'user.signedIn',
  z.object({ personId: id, userAgent: z.string(), at: z.int() }),
);

/** A one-time code is to be mailed. The code is derived from `codeId` when the mail is written, so it stands in no event. */
export const userInvited = outboxEvent('user.invited', z.object({ personId: id, codeId: id }));
export const passwordResetAsked = outboxEvent(
  'user.passwordResetAsked',
  z.object({ personId: id, codeId: id }),
);
/** A refresh token came back that had been exchanged long before: two hold it, and the session has ended for both. */
export const sessionReused = outboxEvent(
  'user.sessionReused',
  z.object({ personId: id, userAgent: z.string(), at: z.int() }),
);
/** One-time codes were turned on or off, or new recovery codes made. */
export const secondFactorChanged = outboxEvent(
  'user.secondFactorChanged',
  z.object({ personId: id, at: z.int() }),
);
/** Tells the owner: if it was not you, ask the office. */
export const passwordChanged = outboxEvent('user.passwordChanged', z.object({ personId: id, at: z.int() }));
