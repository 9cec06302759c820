import { z } from 'zod';
import { isoDate } from '../platform';

/** How many letters a field takes; who reads a file tells it of what is longer. */
export const longest = { code: 40, name: 160, personName: 80, room: 40, group: 80 } as const;

/** The fields that several shapes of this module share. */
export const externalCode = z.string().trim().min(1).max(longest.code);
export const name = z.string().trim().min(1).max(longest.name);
export const personName = z.string().trim().min(1).max(longest.personName);
export const title = z.string().trim().min(1).max(20);
export const room = z.string().trim().min(1).max(longest.room);
export const group = z.string().trim().min(1).max(longest.group);
export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be an IANA time zone like America/New_York');
export { email, login, password } from '../identity/fields';

/** A day a school could have been open on: what lies far outside would end everybody's membership, the admin's too. */
export const schoolDate = isoDate.refine(
  (date) => date >= '2000-01-01' && date <= '2100-12-31',
  'must be between 2000 and 2100',
);

/** The last day of something: left out it is today in the school's zone, null brings the thing back. */
export const lastDay = schoolDate.nullable().optional();

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
