import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing, Keys } from '../../platform/config/key-ring';

/**
 * A refresh token is `session.generation.key.hmac`. It is derived, not stored: a stolen database holds none, and whoever repeats a
 * rotation whose answer was lost gets the very same successor again.
 */
export function refreshToken(sessionId: string, generation: number, keys: Keys): string {
  const body = `${sessionId}.${generation}`;
  return `${body}.${keys.id}.${signature(body, keys)}`;
}

// one from the time when there was a single key names none
const written = /^([0-9a-f]{24})\.(\d{1,9})\.(?:(\w+)\.)?([\w-]{43})$/;

/** @returns null for anything that no key that stands has made */
export async function readRefreshToken(
  token: string,
  ring: KeyRing,
): Promise<{ sessionId: string; generation: number } | null> {
  const [, sessionId = '', generation = '', keyId, given = ''] = written.exec(token) ?? [];
  if (sessionId === '') return null;
  const named = keyId === undefined ? ring.all : [await ring.find(keyId)];
  const body = `${sessionId}.${generation}`;
  const isOurs = named.some((keys) => keys !== undefined && isEqual(signature(body, keys), given));
  return isOurs ? { sessionId, generation: Number(generation) } : null;
}

function signature(body: string, { refresh }: Keys): string {
  return createHmac('sha256', refresh).update(body).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
