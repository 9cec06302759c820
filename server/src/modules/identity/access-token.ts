import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { KeyRing, Keys } from '../../platform/config/key-ring';

const rules = { algorithm: 'HS256', issuer: 'quad', audience: 'quad-api' } as const;
export const accessLifetimeMs = 10 * 60_000;

const claims = z.object({ sub: z.string(), sid: z.string().min(1), typ: z.literal('access') });

/** Says who is asking and by which session, for ten minutes. What they may do is looked up, never carried. */
export function signAccess(session: { sessionId: string; personId: string }, { id, access }: Keys): string {
  return jwt.sign({ sub: session.personId, sid: session.sessionId, typ: 'access' }, access, {
    ...rules,
    keyid: id,
    expiresIn: accessLifetimeMs / 1000,
  });
}

/** @returns null for anything that is not a valid, unexpired access token of ours */
export async function verifyAccess(
  token: string,
  ring: KeyRing,
): Promise<{ sessionId: string; personId: string } | null> {
  try {
    const keyId = jwt.decode(token, { complete: true })?.header.kid;
    const keys = keyId === undefined ? undefined : await ring.find(keyId);
    if (keys === undefined) return null;
    const { algorithm, ...expected } = rules;
    const verified = claims.safeParse(
      jwt.verify(token, keys.access, { ...expected, algorithms: [algorithm] }),
    );
    return verified.success ? { sessionId: verified.data.sid, personId: verified.data.sub } : null;
  } catch (error) {
    // a payload that is not JSON is a syntax error of its own
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null;
    throw error;
  }
}
