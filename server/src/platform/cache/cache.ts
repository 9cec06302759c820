import { BentoCache, bentostore, errors } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import type { Log } from '../observability/log';
import { connectRedis } from './redis';

export interface Cache {
  /**
   * Reads through memory, then Redis, then `load`; many asking at once make one load. Redis slow or gone costs at most its
   * time-out, once a while, and never an error.
   * @param key carries the school or person it belongs to
   * @param tags what a change stream names to forget it
   */
  read<T>(key: string, tags: string[], load: () => Promise<T>): Promise<T>;
  forget(tags: string[]): Promise<void>;
  clear(): Promise<void>;
  health(): 'memory' | 'redis' | 'redis away';
  close(): Promise<void>;
}

const timeToLive = '10m';

/** @param database whose answers these are: several installations may share one Redis */
export function createCache(redisUrl: string | undefined, log: Log, database: string): Cache {
  const redis = redisUrl === undefined ? null : connectRedis(redisUrl, log);
  const store = bentostore().useL1Layer(memory());
  const bento = new BentoCache({
    default: 'quad',
    prefix: `quad:${database}`,
    ttl: timeToLive,
    stores: { quad: redis === null ? store : store.useL2Layer(redisDriver({ connection: redis })) },
    suppressL2Errors: true,
    l2CircuitBreakerDuration: '5s',
    onFactoryError: (error) => log.warn({ err: error }, 'cache load failed'),
  });
  const loads = new Loads();
  return {
    read: (key, tags, load) =>
      unwrapped(bento.getOrSet({ key, tags, factory: () => loads.steady(tags, load) })),
    forget: async (tags) => {
      loads.forgotten(tags);
      await bento.deleteByTag({ tags });
    },
    clear: async () => {
      loads.allForgotten();
      await bento.clear();
    },
    health: () => (redis === null ? 'memory' : redis.status === 'ready' ? 'redis' : 'redis away'),
    close: () => bento.disconnectAll(),
  };
}

/** A change that commits while its old value is being loaded must not be overwritten by it: such a load is done again. */
class Loads {
  readonly #running = new Set<{ tags: readonly string[]; stale: boolean }>();

  async steady<T>(tags: readonly string[], load: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const mine = { tags, stale: false };
      this.#running.add(mine);
      try {
        const value = await load();
        if (!mine.stale || attempt === 5) return value;
      } finally {
        this.#running.delete(mine);
      }
    }
  }

  forgotten(tags: readonly string[]): void {
    for (const each of this.#running) if (each.tags.some((tag) => tags.includes(tag))) each.stale = true;
  }

  allForgotten(): void {
    for (const each of this.#running) each.stale = true;
  }
}

/** What the load threw, not what the cache made of it: a database that is away must be told from a mistake. */
async function unwrapped<T>(value: Promise<T>): Promise<T> {
  try {
    return await value;
  } catch (error) {
    throw error instanceof errors.E_FACTORY_ERROR && error.cause !== undefined ? error.cause : error;
  }
}

/**
 * Memory keeps objects, not text: parsing a timetable on each read would cost more than the read. bentocache 1.6 hands what it
 * found in Redis on to memory as text and then can't read it, so text is parsed once on its way in.
 */
function memory(): ReturnType<typeof memoryDriver> {
  const objects = memoryDriver({ maxItems: 20_000, serialize: false });
  return {
    ...objects,
    factory: (config: Parameters<typeof objects.factory>[0]) => {
      const driver = objects.factory(config);
      const set = driver.set.bind(driver);
      driver.set = (key, value, ttl) =>
        set(key, typeof value === 'string' ? (JSON.parse(value) as never) : value, ttl);
      return driver;
    },
  };
}
