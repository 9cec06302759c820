import { isDatabaseAway } from './failures';

const pause = { first: 100, most: 2_000 };

/**
 * Does work that must not be left out: again and again, for as long as the database is away and nobody has stopped it.
 * @throws what the work throws for any other reason, and the database's error once `isStopped`
 */
export async function onceDatabaseIsBack<T>(
  work: () => T | Promise<T>,
  { isStopped, failed }: { isStopped: () => boolean; failed: (error: unknown) => void },
): Promise<T> {
  for (let wait = pause.first; ; wait = Math.min(wait * 2, pause.most)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || isStopped()) throw error;
      failed(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
