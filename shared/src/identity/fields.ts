import { z } from 'zod';
import { utf8Bytes } from '../platform';

/** What one signs in by. */
export const login = z.string().trim().toLowerCase().min(3).max(120);

/** How many characters a password has at least: fewer where a one-time code is asked for as well. */
export const passwordLengths = { alone: 12, withSecondFactor: 8 } as const;
export const password = passwordOf(passwordLengths.alone);
/** Of somebody who may have a second factor; the server knows whether they do. */
export const anyPassword = passwordOf(passwordLengths.withSecondFactor);

function passwordOf(shortest: number) {
  return (
    z
      .string()
      .max(72)
      .refine((text) => passwordLength(text) >= shortest, `must have at least ${shortest} characters`)
      // bcrypt reads 72 bytes, and a letter can be four of them
      .refine((text) => utf8Bytes(text.normalize('NFKC')) <= 72, {
        error: 'is longer than 72 bytes; most letters are one byte, some are two to four',
      })
  );
}

/** Characters as a person counts them: one is one, however it is encoded. */
export function passwordLength(text: string): number {
  return Array.from(text.normalize('NFKC')).length;
}

export const email = z.string().trim().max(160).pipe(z.email());
/** Six digits of an authenticator, or a recovery code, as somebody types it. */
export const typedSecondFactor = z.string().trim().min(6, 'is needed').max(40);
