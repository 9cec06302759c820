import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { duplicatesIn } from './failures';

interface Write<T> {
  updateOne: { filter: QueryFilter<T>; update: UpdateQuery<T>; upsert?: boolean };
}

/** Writes all of them, in no order. @returns the indexes of those that a unique index refused */
export async function writeUnlessDuplicate<T>(
  model: Model<T>,
  writes: readonly Write<T>[],
): Promise<number[]> {
  if (writes.length === 0) return [];
  const operations = writes as Parameters<typeof model.bulkWrite>[0];
  return model.bulkWrite(operations, { ordered: false }).then(() => [], duplicatesIn);
}
