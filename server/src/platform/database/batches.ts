/** What a cursor finds, so many at a time; it is closed when whoever reads leaves early. */
export async function* inBatches<T>(
  cursor: AsyncIterable<unknown> & { close(): Promise<void> },
  size: number,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  try {
    for await (const found of cursor) {
      batch.push(found as T);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } finally {
    await cursor.close();
  }
}

/** So many at a time of what is in memory. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
