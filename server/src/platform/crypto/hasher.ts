import { Piscina } from 'piscina';
import { Failure } from '../http/failure';
import type { HashTask } from './hash-worker';

export interface Hasher {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
  close(): Promise<void>;
}

/** @param cost bcrypt's; 12 in production. A full queue is told to the person, not hidden behind a long wait. */
export function createHasher(cost = 12): Hasher {
  const fromSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina<HashTask, string | boolean>({
    filename: new URL(fromSource ? './hash-worker.ts' : './hash-worker.js', import.meta.url).href,
    execArgv: fromSource ? ['--import', 'tsx'] : [],
    maxThreads: 2,
    maxQueue: 200,
    idleTimeout: 30_000,
  });
  const run = async (task: HashTask): Promise<string | boolean> => {
    if (pool.queueSize >= pool.options.maxQueue)
      throw new Failure('busy', undefined, { retryAfterSeconds: 15 });
    return pool.run(task);
  };
  return {
    hash: async (password) => String(await run({ kind: 'hash', password, cost })),
    verify: async (password, hash) => (await run({ kind: 'verify', password, hash })) === true,
    close: () => pool.destroy(),
  };
}
