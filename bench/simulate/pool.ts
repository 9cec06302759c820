import { fork } from 'node:child_process';
import type { Job, SeedRan } from './worker';

const chunk = 40;
/** a seed takes some 30 ms; one that takes so long hangs */
const hangsAfterMs = 60_000;

/**
 * Runs seeds on `workers` processes and tells of each as it ends. Ends early where `heard` answers true.
 * @throws Error where a worker ends before its work
 */
export async function runSeeds(
  file: string,
  { seeds, workers, told = false }: { seeds: Iterable<number>; workers: number; told?: boolean },
  heard: (ran: SeedRan) => boolean,
): Promise<void> {
  const rest = seeds[Symbol.iterator]();
  let enough = false;
  const next = (): number[] => {
    const some: number[] = [];
    while (!enough && some.length < chunk) {
      const one = rest.next();
      if (one.done === true) break;
      some.push(one.value);
    }
    return some;
  };
  await Promise.all(
    Array.from({ length: workers }, () => one(file, next, told, (ran) => (enough ||= heard(ran)))),
  );
}

function one(
  file: string,
  next: () => number[],
  told: boolean,
  heard: (ran: SeedRan) => boolean,
): Promise<void> {
  const first = next();
  if (first.length === 0) return Promise.resolve();
  const child = fork(file, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (part: Buffer) => (errors += part.toString()));
  return new Promise((resolve, reject) => {
    let last = first[0] ?? 0;
    const hangs = (): void => {
      child.kill('SIGKILL');
      reject(new Error(`a seed after ${last} hangs`));
    };
    let watch = setTimeout(hangs, hangsAfterMs);
    const end = (settle: () => void): void => {
      clearTimeout(watch);
      child.removeAllListeners();
      child.kill();
      settle();
    };
    child.on('message', (message: { said: SeedRan } | { done: true }) => {
      clearTimeout(watch);
      watch = setTimeout(hangs, hangsAfterMs);
      if ('said' in message) {
        last = message.said.seed;
        if (heard(message.said)) end(resolve);
        return;
      }
      const more = next();
      if (more.length === 0) end(resolve);
      else child.send({ seeds: more, told } satisfies Job);
    });
    child.on('exit', (code) =>
      end(() => reject(new Error(`ended with ${code} after seed ${last}\n${errors}`))),
    );
    child.send({ seeds: first, told } satisfies Job);
  });
}
