import type { CodePurpose } from '@quad/shared/identity';
import type { ClientSession, QueryFilter } from 'mongoose';
import { codeHash, codeOf, readCode } from '../../platform/crypto/one-time-code';
import { newId } from '../../platform/database/connect';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { PersonCodeModel, type PersonCode } from './access.model';
import { PersonModel, type Person } from './person.model';

/** Given into a hand or sent by the school. */
const givenMs = 14 * 24 * 3_600_000;
/** Asked for by mail by somebody nobody has seen. */
const askedMs = 3_600_000;

interface Maker {
  districtId: string;
  schoolId: string | null;
  /** null: the person asked for it by mail */
  by: string | null;
  platform: Platform;
}

/**
 * Makes each person a code, which ends their older ones. @returns the codes by person, as they are read and typed
 * @throws MongoServerError duplicate when a code has the id that is asked for
 */
export async function makeCodes(
  wanted: readonly { personId: string; purpose: CodePurpose; codeId?: string }[],
  { districtId, schoolId, by, platform }: Maker,
  session: ClientSession,
): Promise<Map<string, { codeId: string; text: string; expiresAt: Date }>> {
  const key = platform.secrets.keys.current.codes;
  const at = new Date();
  const expiresAt = new Date(at.getTime() + (by === null ? askedMs : givenMs));
  const codes = wanted.map(({ personId, purpose, codeId: _id = newId() }): PersonCode => {
    const hash = codeHash(codeOf(_id, key), key);
    return {
      ...{ _id, districtId, schoolId, personId, purpose, hash, by, at, expiresAt },
      ...{ usedAt: null, revokedAt: null },
    };
  });
  const personIds = wanted.map(({ personId }) => personId);
  // anybody can ask for a mail to somebody else: that must not end the code the school printed
  const older = by === null ? { personId: { $in: personIds }, by } : { personId: { $in: personIds } };
  await endCodes(older, at, session);
  await PersonCodeModel.insertMany(codes, { session });
  return new Map(
    codes.map(({ _id, personId }) => [personId, { codeId: _id, text: codeOf(_id, key), expiresAt }]),
  );
}

export async function endCodes(
  which: QueryFilter<PersonCode>,
  at: Date,
  session: ClientSession | null,
): Promise<void> {
  const standing = { ...which, usedAt: null, revokedAt: null };
  await PersonCodeModel.updateMany(standing, { $set: { revokedAt: at } }).session(session);
}

/** The code as people read and type it, `XXXX-XXXX-XXXX`; null once it has been used or ended. */
export async function goodCodeText(codeId: string, { secrets }: Platform): Promise<string | null> {
  const code = await PersonCodeModel.findOne({ _id: codeId, ...stillGood(new Date()) }).lean<PersonCode>();
  // the key that made it may not be the newest by now
  const texts = secrets.keys.all.map(({ codes: key }) => ({ key, text: codeOf(codeId, key) }));
  return texts.find(({ key, text }) => codeHash(text, key) === code?.hash)?.text ?? null;
}

/** A code that has been neither used nor ended. */
export function stillGood(now: Date): QueryFilter<PersonCode> {
  return { usedAt: null, revokedAt: null, expiresAt: { $gt: now } };
}

/** What a typed code stands for. @throws Failure code_unusable, the same for wrong, used, ended and expired ones */
export async function readPersonCode(
  typed: string,
  { secrets }: Platform,
): Promise<{ code: PersonCode; person: Person }> {
  const text = readCode(typed);
  const hashes = text === null ? [] : secrets.keys.all.map(({ codes }) => codeHash(text, codes));
  const code = await PersonCodeModel.findOne({
    hash: { $in: hashes },
    ...stillGood(new Date()),
  }).lean<PersonCode>();
  const person = code === null ? null : await PersonModel.findById(code.personId).lean<Person>();
  if (code === null || person === null || person.disabled === true) throw new Failure('code_unusable');
  return { code, person };
}
