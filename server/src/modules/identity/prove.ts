import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { PersonModel, SessionModel, type Person } from './person.model';
import { requireSecondFactor } from './second-factor';
import { proofMs, sessionTag } from './sessions';

/**
 * Shows once more who holds this session: by a code where one-time codes are on, else by the password.
 * @throws Failure wrong_credentials, code_needed, wrong_code, too_many_attempts
 */
export async function prove(
  ctx: Context,
  { password, code }: { password?: string | undefined; code?: string | undefined },
): Promise<{ provedUntil: number }> {
  const { platform } = ctx;
  const { personId, sessionId } = ctx.actor;
  const byCode = await requireSecondFactor({ _id: personId }, code, platform);
  if (!byCode) await requirePassword(ctx, password);
  const provedAt = new Date();
  const shown = { provedAt, ...(byCode && { secondFactor: true }) };
  const { matchedCount } = await SessionModel.updateOne({ _id: sessionId, personId }, { $set: shown });
  if (matchedCount === 0) throw new Failure('signed_out');
  // the request that asked for it comes next; other processes hear of it by the change stream
  await platform.cache.forget([sessionTag(sessionId)]);
  return { provedUntil: provedAt.getTime() + proofMs };
}

async function requirePassword(
  { platform, actor: { personId } }: Context,
  typed: string | undefined,
): Promise<void> {
  if (typed === undefined)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'password', message: 'is needed' }],
    });
  const person = await PersonModel.findById(personId, { passwordHash: 1 }).lean<Person>();
  await platform.limits.attempt({ proof: personId }, async () => {
    if (!(await platform.hasher.verify(typed, person?.passwordHash, personId)))
      throw new Failure('wrong_credentials');
  });
}
