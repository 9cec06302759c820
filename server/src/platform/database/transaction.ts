import mongoose, { type ClientSession } from 'mongoose';

/** All of it or nothing. `work` may run again when the database asks for it, so it does nothing but write with the session. */
export async function inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = await mongoose.connection.startSession();
  try {
    // committed as durably as the connection says, see connect.ts
    return await session.withTransaction(work, { readConcern: { level: 'snapshot' } });
  } finally {
    await session.endSession();
  }
}
