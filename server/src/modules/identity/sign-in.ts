import type { Me } from '@quad/shared/identity';
import { recordSecurity } from '../../platform/audit/record';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { knownDevice } from './devices';
import { presentMe } from './me';
import { knownPerson } from './people';
import { PersonModel, type Person } from './person.model';
import { requireSecondFactor } from './second-factor';
import { endSession, startSession } from './sessions';

interface Credentials {
  login: string;
  password: string;
  code?: string | undefined;
}

/**
 * Nothing tells whether somebody has that sign-in name: not the answer, not how long it takes, not what is counted.
 * @throws Failure wrong_credentials, code_needed, wrong_code, too_many_attempts, busy
 */
export async function signIn(ctx: PublicContext, { login, password, code }: Credentials): Promise<Me> {
  const nearest = await nearestTo(login);
  const person = nearest?.login === login ? nearest : null;
  await checkTyped(ctx, { login, password }, { person, nearest });
  if (person === null) throw new Failure('wrong_credentials');
  const secondFactor = await requireSecondFactor(person, code, ctx.platform);
  const session = await startSession(ctx, person, { secondFactor });
  // a reset, or a second factor, that came meanwhile has ended the sessions there were; this one must not outlive them
  const { _id, passwordHash } = person;
  const same = { _id, passwordHash, secondFactor: secondFactor ? true : { $ne: true } };
  if ((await PersonModel.exists(same)) === null) {
    await endSession(ctx, session._id);
    throw new Failure('wrong_credentials');
  }
  ctx.log.info({ person: person._id, session: session._id }, 'signed in');
  const { districtId, _id: personId } = person;
  await recordSecurity({ districtId, personId, act: 'signedIn', sessionId: session._id }, ctx.log);
  return presentMe(await ctx.identify({ sessionId: session._id, personId }));
}

/** Whoever has that sign-in name, or else their neighbour in the index, who stands in for them in everything but getting in. */
async function nearestTo(login: string): Promise<Person | null> {
  const next = await PersonModel.findOne({ login: { $gte: login } })
    .sort({ login: 1 })
    .lean<Person>();
  return (
    next ??
    PersonModel.findOne({ login: { $lte: login } })
      .sort({ login: -1 })
      .lean<Person>()
  );
}

/**
 * A device its owner has signed in with before has a bucket of its own: others who try cannot keep it out.
 * @throws Failure wrong_credentials; too_many_attempts before any hashing
 */
async function checkTyped(
  ctx: PublicContext,
  { login, password }: { login: string; password: string },
  { person, nearest }: { person: Person | null; nearest: Person | null },
): Promise<void> {
  const { hasher, limits } = ctx.platform;
  const [device, school] = await Promise.all([
    nearest === null ? null : knownDevice(ctx, nearest),
    schoolOf(ctx, nearest),
  ]);
  const own = device !== null && person !== null ? `${person._id} ${device}` : null;
  const buckets =
    own !== null ? { device: own } : { account: login, address: ctx.address, school, everybody: '' };
  const check = async (): Promise<void> => {
    const fits = await hasher.verify(password, person?.passwordHash, own ?? ctx.address);
    if (!fits || person?.disabled === true) throw new Failure('wrong_credentials');
  };
  await limits.attempt(buckets, check, { onLastFree: () => tellBlocked(ctx, person) });
}

/** Nobody waits for it: the answer must not take longer where there is somebody. */
function tellBlocked({ log }: PublicContext, person: Person | null): void {
  if (person === null) return;
  const { districtId, _id: personId } = person;
  log.warn({ person: personId }, 'many wrong passwords; sign-in is delayed');
  void recordSecurity({ districtId, personId, act: 'signInBlocked' }, log);
}

async function schoolOf({ platform }: PublicContext, person: Person | null): Promise<string> {
  const known = person === null ? null : await knownPerson(person._id, platform);
  const held = known?.memberships.find(({ schoolId }) => schoolId !== null);
  return held?.schoolId ?? person?.districtId ?? '';
}
