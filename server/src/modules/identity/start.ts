import { passwordChanged, type CodeFacts, type Me, type Start } from '@quad/shared/identity';
import { inTransaction } from '../../platform/database/transaction';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { isDuplicate } from '../../platform/database/failures';
import { say } from '../../platform/outbox/say';
import { PersonCodeModel } from './access.model';
import { endCodes, readPersonCode, stillGood } from './codes';
import { operator } from './make-operator-code';
import { presentMe } from './me';
import { checkPassword, isShort } from './password-policy';
import { personTag } from './people';
import { PersonModel, SessionModel, type Person } from './person.model';
import { placesOf } from './places-of';
import { endSecondFactorOf } from './second-factor';
import { startSession } from './sessions';

/** Whom the code lets in, so that they see it is theirs before they choose a password. */
export async function lookAtCode(ctx: PublicContext, typed: string): Promise<CodeFacts> {
  const { code, person } = await readTyped(ctx, typed);
  const { actor, district } = await ctx.identify({ sessionId: '', personId: person._id });
  const { memberships } = actor;
  const maker = memberships.find(({ schoolId }) => schoolId !== null && schoolId === code.schoolId);
  return {
    givenName: person.givenName,
    schoolName: (maker ?? memberships[0])?.schoolName ?? district.name,
    login: person.login ?? null,
    purpose: code.purpose,
  };
}

/** Sets the password, and the sign-in name of somebody who has none, and lets them in. Whoever was in before is out. */
export async function start(
  ctx: PublicContext,
  { code: typed, login: chosen, password }: Start,
): Promise<Me> {
  const { code, person } = await readTyped(ctx, typed);
  const { _id: personId, districtId } = person;
  ctx.about = { districtId, personId };
  const login = person.login ?? chosen;
  if (login === undefined)
    throw new Failure('invalid_request', undefined, { errors: [{ field: 'login', message: 'is needed' }] });
  await refuseTaken(login, person);
  // the operator's is the way in for whoever has lost what makes the codes
  const endsFactor = code.by === operator;
  const secondFactor = person.secondFactor === true && !endsFactor;
  const places = placesOf(await ctx.identify({ sessionId: '', personId }));
  checkPassword(password, { ...person, login, secondFactor }, { places });
  const passwordHash = await ctx.platform.hasher.hash(password, ctx.address);
  const work = inTransaction(async (session) => {
    const now = new Date();
    const claim = { _id: code._id, ...stillGood(now) };
    const { matchedCount } = await PersonCodeModel.updateOne(claim, { $set: { usedAt: now } }, { session });
    if (matchedCount === 0) throw new Failure('code_unusable');
    await endCodes({ personId }, now, session);
    const shortPassword = isShort(password);
    // a second factor that ended meanwhile must not leave a password that is too short without it
    const owner = { _id: personId, ...(shortPassword && { secondFactor: true }) };
    const set = { $set: { passwordHash, login, shortPassword } };
    if ((await PersonModel.updateOne(owner, set, { session })).matchedCount === 0)
      throw new Failure('conflict');
    await SessionModel.deleteMany({ personId }, { session });
    if (endsFactor) await endSecondFactorOf(personId, session);
    if (person.passwordHash === undefined) return;
    const what = { personId, at: now.getTime() };
    await say(passwordChanged, code._id, { districtId, schoolId: null }, what, session);
  });
  await work.catch((error: unknown) => {
    throw isDuplicate(error) ? taken(login) : error;
  });
  // a sign-in by the old password that was under way: it looks for the new one once its session stands
  await SessionModel.deleteMany({ personId });
  await ctx.platform.cache.forget([personTag(personId)]);
  const session = await startSession(ctx, person, { byCode: true });
  ctx.log.info({ person: personId, session: session._id, purpose: code.purpose }, 'came in by a code');
  return presentMe(await ctx.identify({ sessionId: session._id, personId }));
}

/** Wrong ones count for the address: a code is too long to guess, and whoever tries anyway is not to keep the server busy. */
function readTyped(ctx: PublicContext, typed: string): ReturnType<typeof readPersonCode> {
  return ctx.platform.limits.attempt({ codes: ctx.address }, () => readPersonCode(typed, ctx.platform));
}

async function refuseTaken(login: string, { _id }: Person): Promise<void> {
  const holder = await PersonModel.findOne({ login }, { _id: 1 }).lean<Person>();
  if (holder !== null && holder._id !== _id) throw taken(login);
}

function taken(login: string): Failure {
  const errors = [{ field: 'login', message: `${login} belongs to somebody else` }];
  return new Failure('conflict', 'This sign-in name is taken. Choose another one.', { errors });
}
