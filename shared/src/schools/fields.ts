import { z } from 'zod';
import { isoDate, utf8Bytes } from '../platform';

/** The fields that several shapes of this module share. */
export const externalCode = z.string().trim().min(1).max(40);
export const name = z.string().trim().min(1).max(160);
export const personName = z.string().trim().min(1).max(80);
export const title = z.string().trim().min(1).max(20);
export const room = z.string().trim().min(1).max(40);
export const group = z.string().trim().min(1).max(80);
export const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone like America/New_York');
export const login = z.string().trim().toLowerCase().min(3).max(120);
export const password = z
  .string()
  .min(12)
  // bcrypt reads 72 bytes, and a letter can be four of them
  .refine((text) => utf8Bytes(text) <= 72, 'must be at most 72 bytes');

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
