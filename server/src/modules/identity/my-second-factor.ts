import { randomBytes } from 'node:crypto';
import {
  secondFactorChanged,
  type NewSecondFactor,
  type RecoveryCodes,
  type SecondFactor,
} from '@quad/shared/identity';
import type { ClientSession } from 'mongoose';
import { isWithin } from '../../platform/database/collection';
import { isDuplicate } from '../../platform/database/failures';
import { inTransaction } from '../../platform/database/transaction';
import { newId } from '../../platform/database/connect';
import { seal } from '../../platform/crypto/seal';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { Failure } from '../../platform/http/failure';
import { say } from '../../platform/outbox/say';
import { awakeRoles } from './awake-roles';
import { knownPerson, personTag } from './people';
import { PersonModel, SessionModel } from './person.model';
import {
  endSecondFactorOf,
  newRecoveryCodes,
  secretOf,
  standingFactor,
  stepOf,
  totpOf,
} from './second-factor';
import { SecondFactorModel, type SecondFactorRecord } from './second-factor.model';
import { sessionTag } from './sessions';

/** What RFC 4226 asks for. */
const secretBytes = 20;
const toConfirmMs = 3_600_000;
const off = 'One-time codes are not on.';

export async function mySecondFactor(ctx: Context): Promise<SecondFactor> {
  const { personId } = ctx.actor;
  const [record, known] = await Promise.all([standingFactor(personId), knownPerson(personId, ctx.platform)]);
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const held = known?.memberships.filter((spell) => isWithin(spell, today)) ?? [];
  const { asleep } = awakeRoles(held, {
    ...{ asked: ctx.district.adminsNeedSecondFactor, has: false, given: false },
  });
  return {
    on: record !== null,
    needed: asleep,
    since: record?.confirmedAt?.getTime() ?? null,
    recoveryCodesLeft: record?.recoveryHashes.length ?? 0,
  };
}

/** One that was begun and never confirmed is replaced. @throws Failure conflict */
export async function beginSecondFactor(ctx: Context): Promise<NewSecondFactor> {
  const { personId, districtId, login, name } = ctx.actor;
  const secret = randomBytes(secretBytes);
  const fresh: Omit<SecondFactorRecord, '_id'> = {
    ...seal(secret, personId, ctx.platform.secrets.keys),
    ...{ districtId, madeAt: new Date(), confirmedAt: null, lastStep: 0, recoveryHashes: [] },
  };
  const begun = SecondFactorModel.replaceOne({ _id: personId, confirmedAt: null }, fresh, { upsert: true });
  await begun.catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
    throw new Failure(
      'conflict',
      'One-time codes are on already. Turn them off before you set up another authenticator.',
    );
  });
  const totp = totpOf(secret, login === '' ? name : login);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** Every other session of the person ends: whoever else is in has shown no code. @throws Failure conflict, wrong_code, too_many_attempts */
export async function confirmSecondFactor(ctx: Context, typed: string): Promise<RecoveryCodes> {
  const { platform } = ctx;
  const { personId, sessionId } = ctx.actor;
  const now = new Date();
  const begun = { _id: personId, confirmedAt: null, madeAt: { $gt: new Date(now.getTime() - toConfirmMs) } };
  const record = await SecondFactorModel.findOne(begun).lean<SecondFactorRecord>();
  if (record === null) throw new Failure('conflict', 'There is nothing to confirm. Begin anew.');
  const secret = await secretOf(record, platform);
  const lastStep = await platform.limits.attempt({ secondFactor: personId }, () => {
    const step = stepOf(totpOf(secret), typed, now.getTime());
    if (step === null) throw new Failure('wrong_code');
    return Promise.resolve(step);
  });
  const { codes, hashes: recoveryHashes } = newRecoveryCodes(secret);
  await inTransaction(async (session) => {
    const { matchedCount } = await SecondFactorModel.updateOne(
      { ...begun, sealed: record.sealed },
      { $set: { confirmedAt: now, lastStep, recoveryHashes } },
      { session },
    );
    if (matchedCount === 0) throw new Failure('conflict', 'There is nothing to confirm. Begin anew.');
    await PersonModel.updateOne({ _id: personId }, { $set: { secondFactor: true } }, { session });
    await SessionModel.deleteMany({ personId, _id: { $ne: sessionId } }, { session });
    const shown = { $set: { secondFactor: true, provedAt: now } };
    await SessionModel.updateOne({ _id: sessionId, personId }, shown, { session });
    await tellOwner(ctx, session);
  });
  await forgetHere(ctx);
  ctx.log.info({ person: personId, session: sessionId }, 'second factor on');
  return { codes };
}

/** Whoever may not do without keeps the right to change authenticators; until the new one stands, their roles sleep. @throws Failure conflict */
export async function endSecondFactor(ctx: Context): Promise<undefined> {
  const { personId, sessionId } = ctx.actor;
  await inTransaction(async (session) => {
    if ((await PersonModel.exists({ _id: personId, shortPassword: true }).session(session)) !== null)
      throw new Failure('conflict', 'Your password is too short to stand alone. Choose a longer one first.');
    if (!(await endSecondFactorOf(personId, session))) throw new Failure('conflict', off);
    await tellOwner(ctx, session);
  });
  await forgetHere(ctx);
  ctx.log.info({ person: personId, session: sessionId }, 'second factor off');
  return undefined;
}

/** @throws Failure conflict */
export async function makeRecoveryCodes(ctx: Context): Promise<RecoveryCodes> {
  const { personId } = ctx.actor;
  const record = await standingFactor(personId);
  if (record === null) throw new Failure('conflict', off);
  const { codes, hashes: recoveryHashes } = newRecoveryCodes(await secretOf(record, ctx.platform));
  await inTransaction(async (session) => {
    const same = { _id: personId, confirmedAt: record.confirmedAt };
    const { matchedCount } = await SecondFactorModel.updateOne(
      same,
      { $set: { recoveryHashes } },
      { session },
    );
    if (matchedCount === 0) throw new Failure('conflict', off);
    await tellOwner(ctx, session);
  });
  ctx.log.info({ person: personId }, 'new recovery codes');
  return { codes };
}

async function tellOwner(
  { actor: { personId, districtId } }: Context,
  session: ClientSession,
): Promise<void> {
  const what = { personId, at: Date.now() };
  await say(secondFactorChanged, newId(), { districtId, schoolId: null }, what, session);
}

/** The very next request comes here and must find it so; other processes hear of it by the change stream. */
async function forgetHere({ platform, actor }: Context): Promise<void> {
  await platform.cache.forget([personTag(actor.personId), sessionTag(actor.sessionId)]);
}
