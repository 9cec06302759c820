import type { Redis } from 'ioredis';
import mongoose from 'mongoose';
import {
  RateLimiterMemory,
  RateLimiterMongo,
  RateLimiterRedis,
  RLWrapperTimeouts,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { LimitModel } from './limit.model';

/** A process remembers alone while its store is slow or away; nobody waits longer for it than this. */
const patienceMs = 1_000;

/**
 * Counts in Redis, or in MongoDB where there is none, and in memory while neither answers.
 * @param name apart from every other counter of the installation
 */
export function createCounter(
  redis: Redis | null,
  name: string,
  { points, duration }: { points: number; duration: number },
): RateLimiterAbstract {
  const { name: database } = mongoose.connection;
  const keyPrefix = `quad:${database}:limit:${name}`;
  const insuranceLimiter = new RateLimiterMemory({ points, duration, keyPrefix });
  const common = { points, duration, keyPrefix, insuranceLimiter };
  if (redis !== null)
    return new RateLimiterRedis({ ...common, storeClient: redis, rejectIfRedisNotReady: true });
  // a count that is lost with a server is a try more; everything else Quad writes waits for the majority
  const storeClient = mongoose.connection.getClient().db(database, { writeConcern: { w: 1 } });
  const tableName = LimitModel.collection.collectionName;
  const limiter = new RateLimiterMongo({ ...common, storeClient, tableName, disableIndexesCreation: true });
  return new RLWrapperTimeouts({ limiter, timeoutMs: patienceMs });
}
