import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

const rules = { algorithm: 'HS256', issuer: 'quad', audience: 'quad-api' } as const;
export const accessLifetimeMs = 10 * 60_000;

const claims = z.object({ sub: z.string(), sid: z.string(), typ: z.literal('access') });

/** Says who is asking and by which session, for ten minutes. What they may do is looked up, never carried. */
export function signAccess(session: { sessionId: string; personId: string }, key: KeyObject): string {
  return jwt.sign({ sub: session.personId, sid: session.sessionId, typ: 'access' }, key, {
    ...rules,
    expiresIn: accessLifetimeMs / 1000,
  });
}

/** @returns null for anything that is not a valid, unexpired access token of ours */
export function verifyAccess(token: string, key: KeyObject): { sessionId: string; personId: string } | null {
  try {
    const { algorithm, ...expected } = rules;
    const verified = claims.safeParse(jwt.verify(token, key, { ...expected, algorithms: [algorithm] }));
    return verified.success ? { sessionId: verified.data.sid, personId: verified.data.sub } : null;
  } catch (error) {
    // a payload that is not JSON is a syntax error of its own
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null;
    throw error;
  }
}
