import { Timestamp } from 'mongodb';
import mongoose, { type ClientSession } from 'mongoose';
import { Failure } from '../http/failure';

/**
 * Reads after cluster time `after` and tells the time of the read, so that a screen can drop an answer older than what it shows.
 * Versions are cluster times as decimal text.
 */
export async function readAfter<T>(
  after: string | undefined,
  read: (session: ClientSession) => Promise<T>,
): Promise<{ value: T; version: string }> {
  const session = await mongoose.connection.startSession({ causalConsistency: true });
  try {
    if (after !== undefined) session.advanceOperationTime(timeOf(after));
    const value = await read(session).catch(refuseFuture);
    return { value, version: session.operationTime === undefined ? '0' : versionOf(session.operationTime) };
  } finally {
    await session.endSession();
  }
}

/** A cluster time is an unsigned 64-bit number. @throws Failure invalid_request for more than that */
function timeOf(version: string): Timestamp {
  if (BigInt(version) > 0xffff_ffff_ffff_ffffn) throw neverWas();
  return Timestamp.fromString(version, 10);
}

const afterTheClock = 72;

/** The database refuses to wait for a time its own clock has not reached: nobody can have been told such a version. */
function refuseFuture(error: unknown): never {
  const refused = error instanceof mongoose.mongo.MongoServerError && error.code === afterTheClock;
  throw refused ? neverWas() : error;
}

function neverWas(): Failure {
  return new Failure('invalid_request', undefined, {
    errors: [{ field: 'after', message: 'is not a version this server has given' }],
  });
}

/** A cluster time as screens compare it: a decimal number, as text because it has 64 bits. */
export function versionOf(time: Timestamp): string {
  return time.toBigInt().toString();
}
