import { userSignedInOnNewDevice } from '@quad/shared/identity';
import type { PublicContext } from '../../platform/http/context';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import { Failure } from '../../platform/http/failure';
import { say } from '../../platform/outbox/say';
import type { Platform } from '../../platform/platform';
import { accessLifetimeMs, signAccess, verifyAccess } from './access-token';
import { addDevice, deviceOf, seenAgain } from './devices';
import { SessionModel, type Session } from './person.model';
import { readRefreshToken, refreshToken } from './refresh-token';

const sessionLifetimeMs = 30 * 24 * 3_600_000;
/** A rotation whose answer was lost may be asked for again this long; later the old token counts as stolen. */
const graceMs = 30_000;
const refreshPath = '/api/v1/session';
/** How long nobody asks again who this is. */
const proofMs = 15 * 60_000;

/**
 * Begins a session on the browser that asks, which ends the one it had. A browser the person has not used before is worth a word
 * to them, unless they have just proven by a one-time code who they are.
 */
export async function startSession(
  ctx: PublicContext,
  person: { _id: string; districtId: string },
  { byCode = false, secondFactor = false }: { byCode?: boolean; secondFactor?: boolean } = {},
): Promise<Session> {
  const { userAgent } = ctx;
  const deviceHash = deviceOf(ctx);
  const session = { ...newSession(person, userAgent), secondFactor };
  if (await seenAgain(person, deviceHash)) await SessionModel.create(session);
  else
    await inTransaction(async (transaction) => {
      const hadAnother = await addDevice(person, { deviceHash, userAgent }, transaction);
      await SessionModel.create([session], { session: transaction });
      if (!hadAnother || byCode) return;
      const what = { personId: person._id, userAgent, at: session.createdAt.getTime() };
      const place = { districtId: person.districtId, schoolId: null };
      await say(userSignedInOnNewDevice, session._id, place, what, transaction);
    });
  const left = heldSession(ctx);
  if (left !== undefined) await SessionModel.deleteOne({ _id: left });
  giveCookies(ctx, session, session.generation);
  return session;
}

function newSession(
  { _id, districtId }: { _id: string; districtId: string },
  userAgent: string,
): Omit<Session, 'secondFactor'> {
  const now = new Date();
  return {
    ...{ _id: newId(), districtId, personId: _id, generation: 1, userAgent },
    ...{
      rotatedAt: now,
      createdAt: now,
      provedAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
    },
  };
}

/** Exchanges the refresh cookie. A token older than the grace means two hold it: the whole session ends. @throws Failure signed_out */
export async function refreshSession(ctx: PublicContext): Promise<void> {
  const token = readRefreshToken(ctx.cookies.get('refresh') ?? '', ctx.platform.secrets.refreshKey);
  if (token === null) throw new Failure('signed_out');
  const next = token.generation + 1;
  const rotated = await SessionModel.findOneAndUpdate(
    { _id: token.sessionId, generation: token.generation, expiresAt: { $gt: new Date() } },
    {
      $set: { generation: next, rotatedAt: new Date(), expiresAt: new Date(Date.now() + sessionLifetimeMs) },
    },
    { returnDocument: 'after' },
  ).lean<Session>();
  const session = rotated ?? (await SessionModel.findById(token.sessionId).lean<Session>());
  if (session === null || session.expiresAt.getTime() < Date.now()) throw new Failure('signed_out');
  const repeated = session.generation === next && Date.now() - session.rotatedAt.getTime() < graceMs;
  if (rotated === null && !repeated) {
    await SessionModel.deleteOne({ _id: session._id });
    ctx.log.warn({ session: session._id, person: session.personId }, 'refresh token reused; session ended');
    throw new Failure('signed_out');
  }
  giveCookies(ctx, session, next);
}

/** The session a browser comes with, or a named one; its cookies go. */
export async function endSession(ctx: PublicContext, sessionId = heldSession(ctx)): Promise<void> {
  if (sessionId !== undefined) await SessionModel.deleteOne({ _id: sessionId });
  clearCookies(ctx);
}

function heldSession({ cookies, platform: { secrets } }: PublicContext): string | undefined {
  const token = readRefreshToken(cookies.get('refresh') ?? '', secrets.refreshKey);
  const access = verifyAccess(cookies.get('access') ?? '', secrets.accessKey);
  return token?.sessionId ?? access?.sessionId;
}

function clearCookies(ctx: Pick<PublicContext, 'cookies'>): void {
  ctx.cookies.clear('access', '/');
  ctx.cookies.clear('refresh', refreshPath);
}

/** Who stands behind an access token: the signature says it, the (cached) session says it still holds. */
export async function sessionOf(
  token: string | undefined,
  platform: Platform,
): Promise<{ sessionId: string; personId: string } | null> {
  const claimed = token === undefined ? null : verifyAccess(token, platform.secrets.accessKey);
  if (claimed === null) return null;
  const facts = await sessionFacts(claimed.sessionId, platform);
  return facts?.personId === claimed.personId ? claimed : null;
}

interface SessionFacts {
  personId: string;
  /** until when (real time, ms) nobody asks again who this is */
  provedUntil: number;
  secondFactor: boolean;
}

/** What is known of a session, null when it has ended; the change stream keeps it true. */
export function sessionFacts(sessionId: string, platform: Platform): Promise<SessionFacts | null> {
  return platform.cache.read(`session:${sessionId}`, [sessionTag(sessionId)], async () => {
    const fields = { personId: 1, provedAt: 1, secondFactor: 1 };
    const session = await SessionModel.findById(sessionId, fields).lean<Session>();
    if (session === null) return null;
    const { personId, provedAt, secondFactor } = session;
    return { personId, provedUntil: provedAt.getTime() + proofMs, secondFactor };
  });
}

export function sessionTag(sessionId: string): string {
  return `session:${sessionId}`;
}

function giveCookies(ctx: PublicContext, session: Session, generation: number): void {
  const { accessKey, refreshKey } = ctx.platform.secrets;
  const access = signAccess({ sessionId: session._id, personId: session.personId }, accessKey);
  ctx.cookies.set('access', access, { path: '/', maxAgeMs: accessLifetimeMs });
  ctx.cookies.set('refresh', refreshToken(session._id, generation, refreshKey), {
    path: refreshPath,
    maxAgeMs: sessionLifetimeMs,
  });
}
