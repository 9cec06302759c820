import type { Me } from '@quad/shared/identity';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { presentMe } from './me';
import { PersonModel, type Person } from './person.model';
import { endSession, startSession } from './sessions';

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
  const may = person?.passwordHash !== undefined && person.disabled !== true;
  if (!may || !fits || tooLong) throw new Failure('wrong_credentials');
  const session = await startSession(ctx, person);
  // a reset that came meanwhile has ended the sessions there were; this one must not outlive them
  if ((await PersonModel.exists({ _id: person._id, passwordHash: person.passwordHash })) === null) {
    await endSession(ctx, session._id);
    throw new Failure('wrong_credentials');
  }
  ctx.log.info({ person: person._id, session: session._id }, 'signed in');
  return presentMe(await ctx.identify({ sessionId: session._id, personId: person._id }));
}
