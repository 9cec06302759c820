import type { PublicContext } from '../../platform/http/context';
import { newId } from '../../platform/database/connect';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { accessLifetimeMs, signAccess, verifyAccess } from './access-token';
import { SessionModel, type Session } from './person.model';
import { readRefreshToken, refreshToken } from './refresh-token';

const sessionLifetimeMs = 30 * 24 * 3_600_000;
/** A rotation whose answer was lost may be asked for again this long; later the old token counts as stolen. */
const graceMs = 30_000;
const refreshPath = '/api/v1/session';

export async function startSession(
  ctx: PublicContext,
  person: { _id: string; districtId: string },
): Promise<Session> {
  const now = Date.now();
  const session: Session = {
    _id: newId(),
    districtId: person.districtId,
    personId: person._id,
    generation: 1,
    rotatedAt: new Date(now),
    createdAt: new Date(now),
    expiresAt: new Date(now + sessionLifetimeMs),
    userAgent: ctx.userAgent,
  };
  await SessionModel.create(session);
  giveCookies(ctx, session, session.generation);
  return session;
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

export async function endSession(ctx: PublicContext): Promise<void> {
  const token = readRefreshToken(ctx.cookies.get('refresh') ?? '', ctx.platform.secrets.refreshKey);
  const access = verifyAccess(ctx.cookies.get('access') ?? '', ctx.platform.secrets.accessKey);
  const sessionId = token?.sessionId ?? access?.sessionId;
  if (sessionId !== undefined) await SessionModel.deleteOne({ _id: sessionId });
  clearCookies(ctx);
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
  const stands = await platform.cache.read(
    `session:${claimed.sessionId}`,
    [sessionTag(claimed.sessionId)],
    async () => {
      const session = await SessionModel.findById(claimed.sessionId, { personId: 1 }).lean<Session>();
      return session?.personId === claimed.personId;
    },
  );
  return stands ? claimed : null;
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
