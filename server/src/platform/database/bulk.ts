import { MongoBulkWriteError } from 'mongodb';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';

const duplicateKey = 11000;

interface Write<T> {
  updateOne: { filter: QueryFilter<T>; update: UpdateQuery<T>; upsert?: boolean };
}

/** Writes all of them, in no order. @returns the indexes of those that a unique index refused */
export async function writeUnlessDuplicate<T>(
  model: Model<T>,
  writes: readonly Write<T>[],
): Promise<number[]> {
  if (writes.length === 0) return [];
  try {
    await model.bulkWrite(writes as Parameters<typeof model.bulkWrite>[0], { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failed = [error.writeErrors].flat();
    if (failed.length === 0 || failed.some(({ code }) => code !== duplicateKey)) throw error;
    return failed.map(({ index }) => index);
  }
}
