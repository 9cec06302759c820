import { Timestamp } from 'mongodb';
import mongoose, { type ClientSession } from 'mongoose';

/**
 * Reads after cluster time `after` and tells the time of the read, so that a screen can drop an answer older than what it shows.
 * Versions are cluster times as decimal text.
 */
export async function readAfter<T>(after: string | undefined, read: (session: ClientSession) => Promise<T>): Promise<{ value: T; version: string }> {
  const session = await mongoose.connection.startSession({ causalConsistency: true });
  try {
    if (after !== undefined) session.advanceOperationTime(Timestamp.fromString(after, 10));
    const value = await read(session);
    return { value, version: (session.operationTime ?? Timestamp.fromInt(0)).toString() };
  } finally {
    await session.endSession();
  }
}
