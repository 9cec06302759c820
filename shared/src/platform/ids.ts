import { z } from 'zod';

/** A MongoDB ObjectId as 24 lower-case hex digits; the only form ids have outside the database. */
export const id = z.string().regex(/^[0-9a-f]{24}$/, 'must be an id of 24 hex digits');
export type Id = z.infer<typeof id>;

/** A device-made id: of an action (`mid`) or of a client. */
export const uuid = z.uuid();

/** A calendar day in the school's zone, `YYYY-MM-DD`. What is none ends the check: a rule about two days must not meet one that cannot be counted from. */
export const isoDate = z.iso.date({ abort: true });
export type IsoDate = string;

/** A wall-clock time in the school's zone, `HH:MM`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:55');

/** A point in time, integer milliseconds since 1970 UTC, by the district's clock unless a name says otherwise. */
export const instant = z.int().min(0);
