import { z } from 'zod';
import { utf8Bytes } from '../platform';

/** What one signs in by. */
export const login = z.string().trim().toLowerCase().min(3).max(120);
export const password = z
  .string()
  .min(12)
  // bcrypt reads 72 bytes, and a letter can be four of them
  .refine((text) => utf8Bytes(text) <= 72, 'must be at most 72 bytes');
export const email = z.string().trim().max(160).pipe(z.email());
/** Six digits of an authenticator, or a recovery code, as somebody types it. */
export const typedSecondFactor = z.string().trim().min(6, 'is needed').max(40);
