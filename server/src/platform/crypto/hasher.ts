import { Piscina } from 'piscina';
import { Failure } from '../http/failure';
import { FairQueue, QueueFull } from './fair-queue';
import type { HashTask } from './hash-worker';

/** bcrypt reads 72 bytes; a longer one that merely starts right must not pass. */
const maxBytes = 72;
const threads = 2;
const room = 200;

export interface Hasher {
  /** @param whose turn it takes: an address or a person. @throws Failure busy with when to come again */
  hash(password: string, whose?: string): Promise<string>;
  /** A person without a password (undefined) takes as long as any other, and nothing fits. @throws Failure busy */
  verify(password: string, hash: string | undefined, whose?: string): Promise<boolean>;
  close(): Promise<void>;
}

/** @param cost bcrypt's; 12 in production. A full queue is told to the person, not hidden behind a long wait. */
export function createHasher(cost = 12): Hasher {
  const fromSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina<HashTask, string | boolean>({
    filename: new URL(fromSource ? './hash-worker.ts' : './hash-worker.js', import.meta.url).href,
    execArgv: fromSource ? ['--import', 'tsx'] : [],
    maxThreads: threads,
    idleTimeout: 30_000,
  });
  const queue = new FairQueue(threads, room);
  const run = async (task: HashTask, whose: string): Promise<string | boolean> => {
    try {
      return await queue.run(whose, () => pool.run(task));
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      throw new Failure('busy', undefined, { retryAfterSeconds: error.retryAfterSeconds });
    }
  };
  const nobodys = hashOfNothing(cost);
  return {
    hash: async (typed, whose = '') =>
      String(await run({ kind: 'hash', password: normal(typed), cost }, whose)),
    verify: async (typed, hash = nobodys, whose = '') => {
      const password = normal(typed);
      const fits = (await run({ kind: 'verify', password, hash }, whose)) === true;
      return fits && hash !== nobodys && Buffer.byteLength(password) <= maxBytes;
    },
    close: () => pool.destroy(),
  };
}

/** One letter has several spellings in Unicode, and keyboards differ in which they send. */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** Looks like bcrypt's, costs the same, and was made from no password. */
function hashOfNothing(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}
