import { randomUUID } from 'node:crypto';
import type { Me } from '@quad/shared/identity';
import { folded } from '@quad/shared/platform';
import type { SetUp } from '@quad/shared/schools';
import type { UpdateQuery } from 'mongoose';
import { codeHash, codeOf, readCode } from '../../platform/crypto/one-time-code';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { checkPassword, presentMe, startSession, writePerson } from '../identity';
import { dangerouslyAllDistricts } from './districts';
import { DistrictModel } from './school.model';
import { SetUpModel, type SetUpRecord } from './set-up.model';

const lifetimeMs = 24 * 3_600_000;
const mostWrong = 10;
const only = { _id: 'set-up' } as const;

/** For whoever starts the server: the code that opens the set-up page, or null when there is a district already. */
export async function offerSetUp({ secrets }: Platform): Promise<string | null> {
  if ((await DistrictModel.exists({})) !== null) return null;
  const key = secrets.keys.current.codes;
  const code = codeOf(randomUUID(), key);
  const said = { hash: codeHash(code, key), until: new Date(Date.now() + lifetimeMs) };
  const update: UpdateQuery<SetUpRecord> = {
    $push: { codes: { $each: [said], $slice: -20 } },
    $set: { wrong: 0 },
    $setOnInsert: { doneAt: null },
  };
  await SetUpModel.updateOne(only, update, { upsert: true });
  return code;
}

export async function isSetUpNeeded(platform: Platform): Promise<boolean> {
  return (await dangerouslyAllDistricts(platform)).length === 0;
}

/** Makes the district and its first admin in one, and lets them in. There is no second time. */
export async function setUp(ctx: PublicContext, { code, district, admin }: SetUp): Promise<Me> {
  const { platform } = ctx;
  if ((await DistrictModel.exists({})) !== null) throw new Failure('not_found');
  const hashes = await readSetUpCode(code, platform);
  const { password, email, ...names } = admin;
  checkPassword(password, admin, { field: 'admin.password', places: [district.name] });
  const passwordHash = await platform.hasher.hash(password, ctx.address);
  const districtId = newId();
  const person = { ...names, code: admin.login, passwordHash, ...(email !== undefined && { email }) };
  const made = await inTransaction(async (session) => {
    const claim = { ...only, doneAt: null, 'codes.hash': { $in: hashes } };
    const { matchedCount } = await SetUpModel.updateOne(claim, { $set: { doneAt: new Date() } }, { session });
    if (matchedCount === 0) throw new Failure('not_found');
    const record = { _id: districtId, ...district, code: codeFrom(district.name), clockOffset: 0 };
    await DistrictModel.create([record], { session });
    const place = { districtId, schoolId: null, from: '1970-01-01' };
    return writePerson(place, 'districtAdmin', person, session);
  });
  await platform.cache.forget(['districts']);
  ctx.log.warn({ district: districtId, person: made.personId }, 'district set up');
  const session = await startSession(ctx, { _id: made.personId, districtId }, { byCode: true });
  return presentMe(await ctx.identify({ sessionId: session._id, personId: made.personId }));
}

/** @returns what the code may be found by. @throws Failure code_unusable, from the tenth wrong one on whatever is typed */
async function readSetUpCode(typed: string, { secrets }: Platform): Promise<string[]> {
  const text = readCode(typed);
  const hashes = text === null ? [] : secrets.keys.all.map(({ codes }) => codeHash(text, codes));
  const good = {
    wrong: { $lt: mostWrong },
    codes: { $elemMatch: { hash: { $in: hashes }, until: { $gt: new Date() } } },
  };
  if ((await SetUpModel.exists({ ...only, ...good })) !== null) return hashes;
  await SetUpModel.updateOne(only, { $inc: { wrong: 1 } });
  throw new Failure('code_unusable');
}

/** “Riverside Schools” is `riverside-schools`. */
function codeFrom(name: string): string {
  const bare = folded(name).replaceAll(/[^a-z0-9]+/g, '-');
  return bare.replaceAll(/^-|-$/g, '').slice(0, 40) || 'district';
}
