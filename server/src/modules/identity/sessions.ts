import { sessionReused, userSignedInOnNewDevice } from '@quad/shared/identity';
import type { PublicContext } from '../../platform/http/context';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import { recordSecurity } from '../../platform/audit/record';
import { Failure } from '../../platform/http/failure';
import { say } from '../../platform/outbox/say';
import type { Platform } from '../../platform/platform';
import { accessLifetimeMs, signAccess, verifyAccess } from './access-token';
import { addDevice, deviceOf, seenAgain } from './devices';
import { SessionModel, type Session } from './person.model';
import { readRefreshToken, refreshToken } from './refresh-token';

const dayMs = 24 * 3_600_000;
const sessionLifetimeMs = 30 * dayMs;
/** However often it is used. */
const longestSessionMs = 180 * dayMs;
/** A rotation whose answer was lost may be asked for again this long; later the old token counts as stolen. */
const graceMs = 30_000;
const refreshPath = '/api/v1/session';
/** How long nobody asks again who this is. */
export const proofMs = 15 * 60_000;

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
  const left = await heldSession(ctx);
  if (left !== undefined) await end(left, ctx.platform);
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
  const token = await readRefreshToken(ctx.cookies.get('refresh') ?? '', ctx.platform.secrets.keys);
  if (token === null) throw new Failure('signed_out');
  const { sessionId: _id, generation } = token;
  const now = Date.now();
  const goesOn = { expiresAt: { $gt: new Date(now) }, createdAt: { $gt: new Date(now - longestSessionMs) } };
  const next = generation + 1;
  const rotated = await SessionModel.findOneAndUpdate(
    { _id, generation, ...goesOn },
    { $set: { generation: next, rotatedAt: new Date(now), expiresAt: new Date(now + sessionLifetimeMs) } },
    { returnDocument: 'after' },
  ).lean<Session>();
  const session = rotated ?? (await SessionModel.findOne({ _id, ...goesOn }).lean<Session>());
  if (session === null) throw new Failure('signed_out');
  const repeated = session.generation === next && now - session.rotatedAt.getTime() < graceMs;
  if (rotated === null && !repeated) {
    await endReused(ctx, session);
    throw new Failure('signed_out');
  }
  giveCookies(ctx, session, next);
}

/** Which of the two who hold it is the owner cannot be told, so both are out; the owner hears of it. */
async function endReused({ log, platform }: PublicContext, session: Session): Promise<void> {
  const { _id: sessionId, personId, districtId, userAgent } = session;
  const ended = await inTransaction(async (transaction) => {
    const { deletedCount } = await SessionModel.deleteOne({ _id: sessionId }, { session: transaction });
    if (deletedCount === 0) return false;
    const what = { personId, userAgent, at: Date.now() };
    await say(sessionReused, sessionId, { districtId, schoolId: null }, what, transaction);
    return true;
  });
  if (!ended) return;
  await platform.cache.forget([sessionTag(sessionId)]);
  log.warn({ session: sessionId, person: personId }, 'refresh token reused; session ended');
  await recordSecurity({ districtId, personId, act: 'refreshReused', sessionId }, log);
}

/** The session a browser comes with, or a named one; its cookies go. */
export async function endSession(ctx: PublicContext, named?: string): Promise<void> {
  const sessionId = named ?? (await heldSession(ctx));
  if (sessionId !== undefined) await end(sessionId, ctx.platform);
  clearCookies(ctx);
}

/** Other processes hear of it by the change stream, which also closes its sockets. */
async function end(sessionId: string, { cache }: Platform): Promise<void> {
  await SessionModel.deleteOne({ _id: sessionId });
  await cache.forget([sessionTag(sessionId)]);
}

async function heldSession({ cookies, platform: { secrets } }: PublicContext): Promise<string | undefined> {
  const token = await readRefreshToken(cookies.get('refresh') ?? '', secrets.keys);
  return (token ?? (await verifyAccess(cookies.get('access') ?? '', secrets.keys)))?.sessionId;
}

function clearCookies(ctx: Pick<PublicContext, 'cookies'>): void {
  ctx.cookies.clear('access', '/');
  ctx.cookies.clear('refresh', refreshPath);
}

/** Who an access token says it is of; whether that session still holds is another question. */
export async function claimOf(
  token: string | undefined,
  { secrets }: Platform,
): Promise<{ sessionId: string; personId: string } | null> {
  return token === undefined ? null : verifyAccess(token, secrets.keys);
}

/** Who stands behind an access token: the signature says it, the (cached) session says it still holds. */
export async function sessionOf(
  token: string | undefined,
  platform: Platform,
): Promise<{ sessionId: string; personId: string } | null> {
  const claimed = await claimOf(token, platform);
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
  const { current } = ctx.platform.secrets.keys;
  const access = signAccess({ sessionId: session._id, personId: session.personId }, current);
  ctx.cookies.set('access', access, { path: '/', maxAgeMs: accessLifetimeMs });
  ctx.cookies.set('refresh', refreshToken(session._id, generation, current), {
    path: refreshPath,
    maxAgeMs: sessionLifetimeMs,
  });
}
