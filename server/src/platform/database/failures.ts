import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import mongoose from 'mongoose';

const duplicateKey = 11_000;
const socketCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT']);

/** Two made the same at once, or a key that must be one of its kind was there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

/** Which of many writes a unique index refused, by their index. @throws the error when anything else failed, too */
export function duplicatesIn(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failed = [error.writeErrors].flat();
  if (failed.length === 0 || failed.some(({ code }) => code !== duplicateKey)) throw error;
  return failed.map(({ index }) => index);
}

/** Network, election, no primary, a pool that was closed: it may work in a moment, so say so. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof mongoose.Error.MongooseServerSelectionError) return true;
  if ([MongoNetworkError, MongoServerSelectionError, MongoNotConnectedError].some((c) => error instanceof c))
    return true;
  // the driver hands on as it is what the socket says of a write into a connection that was just reset
  if (error instanceof Error && 'code' in error && socketCodes.has(String(error.code))) return true;
  // a bulk write puts the reason into an error of its own kind
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isDatabaseAway(error.errorResponse);
  return (
    error instanceof MongoError &&
    (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('RetryableError'))
  );
}
