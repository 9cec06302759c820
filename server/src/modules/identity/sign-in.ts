import type { Me } from '@quad/shared/identity';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { presentMe } from './me';
import { PersonModel, type Person } from './person.model';
import { startSession } from './sessions';

/** bcrypt reads 72 bytes; a longer one that merely starts right must not pass. */
const maxPasswordBytes = 72;
/** Verified when nobody has that login, so that an unknown name takes as long as a wrong password. */
let decoy: Promise<string> | null = null;

export async function signIn(
  ctx: PublicContext,
  credentials: { login: string; password: string },
): Promise<Me> {
  const { hasher } = ctx.platform;
  const person = await PersonModel.findOne({ login: credentials.login }).lean<Person>();
  decoy ??= hasher.hash('nobody has this password');
  const fits = await hasher.verify(credentials.password, person?.passwordHash ?? (await decoy));
  const tooLong = Buffer.byteLength(credentials.password) > maxPasswordBytes;
  if (person?.passwordHash === undefined || !fits || tooLong) throw new Failure('wrong_credentials');
  const session = await startSession(ctx, person);
  ctx.log.info({ person: person._id, session: session._id }, 'signed in');
  return presentMe(await ctx.identify({ sessionId: session._id, personId: person._id }));
}
