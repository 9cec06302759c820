import { createHmac, createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import { codeHash, codeOf, readCode } from '../../platform/crypto/one-time-code';
import { unseal } from '../../platform/crypto/seal';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { PersonModel, SessionModel } from './person.model';
import { SecondFactorModel, type SecondFactorRecord } from './second-factor.model';

const howManyRecoveryCodes = 10;

/** What every authenticator understands: SHA-1, six digits, half a minute. */
export function totpOf(secret: Uint8Array, label = ''): TOTP {
  const { buffer, byteOffset, byteLength } = secret;
  return new TOTP({
    issuer: 'Quad',
    label,
    secret: new Secret({ buffer: buffer.slice(byteOffset, byteOffset + byteLength) }),
  });
}

/** The half minute, counted from 1970, whose code this is: the present one or a neighbour. null for a wrong one. */
export function stepOf(totp: TOTP, typed: string, now: number): number | null {
  const token = typed.replaceAll(/\s/g, '');
  const delta = /^\d{6}$/.test(token) ? totp.validate({ token, timestamp: now, window: 1 }) : null;
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

/** @returns the codes as a person reads them, and what they are found by */
export function newRecoveryCodes(secret: Uint8Array): { codes: string[]; hashes: string[] } {
  const key = recoveryKey(secret);
  const codes = Array.from({ length: howManyRecoveryCodes }, () => codeOf(randomUUID(), key));
  return { codes, hashes: codes.map((code) => codeHash(code, key)) };
}

/** From the secret itself, which is sealed: a stolen database can try none, and a key that is rotated away takes none with it. */
function recoveryKey(secret: Uint8Array): KeyObject {
  return createSecretKey(createHmac('sha256', secret).update('recovery codes').digest());
}

/** The person's second factor, when it is on. */
export function standingFactor(personId: string): Promise<SecondFactorRecord | null> {
  return SecondFactorModel.findOne({ _id: personId, confirmedAt: { $ne: null } }).lean<SecondFactorRecord>();
}

export function secretOf(record: SecondFactorRecord, { secrets }: Platform): Promise<Buffer> {
  return unseal(record, record._id, secrets.keys);
}

/**
 * Takes a code of the person's authenticator, or a recovery code; each is good once. @returns false for somebody who has no second factor
 * @throws Failure code_needed, wrong_code, too_many_attempts
 */
export async function requireSecondFactor(
  { _id: personId }: { _id: string },
  typed: string | undefined,
  platform: Platform,
): Promise<boolean> {
  const record = await standingFactor(personId);
  if (record === null) return false;
  if (typed === undefined) throw new Failure('code_needed');
  await platform.limits.attempt({ secondFactor: personId }, async () => {
    if (!(await takeCode(record, typed, platform))) throw new Failure('wrong_code');
  });
  return true;
}

async function takeCode(record: SecondFactorRecord, typed: string, platform: Platform): Promise<boolean> {
  const secret = await secretOf(record, platform);
  const mine = { _id: record._id, sealed: record.sealed };
  const step = stepOf(totpOf(secret), typed, Date.now());
  if (step !== null) {
    const newer = { ...mine, lastStep: { $lt: step } };
    return (await SecondFactorModel.updateOne(newer, { $set: { lastStep: step } })).matchedCount === 1;
  }
  const text = readCode(typed);
  if (text === null) return false;
  const recoveryHashes = codeHash(text, recoveryKey(secret));
  const left = { ...mine, recoveryHashes };
  return (await SecondFactorModel.updateOne(left, { $pull: { recoveryHashes } })).matchedCount === 1;
}

/** No session counts as having shown one any more, so an admin's roles sleep. @returns whether there was one */
export async function endSecondFactorOf(personId: string, session: ClientSession): Promise<boolean> {
  const { deletedCount } = await SecondFactorModel.deleteOne({ _id: personId }, { session });
  await PersonModel.updateOne({ _id: personId }, { $unset: { secondFactor: 1 } }, { session });
  await SessionModel.updateMany(
    { personId, secondFactor: true },
    { $set: { secondFactor: false } },
    { session },
  );
  return deletedCount > 0;
}
