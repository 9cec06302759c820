import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/**
 * A refresh token is `session.generation.hmac`. It is derived, not stored: a stolen database holds none, and whoever repeats a
 * rotation whose answer was lost gets the very same successor again.
 */
export function refreshToken(sessionId: string, generation: number, key: KeyObject): string {
  const body = `${sessionId}.${generation}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

export function readRefreshToken(
  token: string,
  key: KeyObject,
): { sessionId: string; generation: number } | null {
  const [sessionId, generation] = token.split('.');
  if (sessionId === undefined || generation === undefined || !/^\d{1,9}$/.test(generation)) return null;
  const expected = Buffer.from(refreshToken(sessionId, Number(generation), key));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? { sessionId, generation: Number(generation) }
    : null;
}
