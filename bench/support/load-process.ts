import { fork } from 'node:child_process';
import { once } from 'node:events';
import { drive, type Load, type LoadRequest, type LoadResult } from './load';

type Reply = { result: LoadResult } | { problem: string };

/**
 * For the file of a row's loads, which runs as a process of its own: the rows' bookkeeping must not stand in the way of the
 * load, and every contender is driven from the same kind of process.
 */
export function serveLoads<P>(loads: Record<string, Load<P>>): void {
  // whoever measured is gone, and a load that goes on would disturb whatever comes next
  process.once('disconnect', () => process.exit());
  process.on('message', (request: LoadRequest<P>) => {
    run(loads, request).then(
      (result) => reply({ result }),
      (error: unknown) =>
        reply({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

async function run<P>(
  loads: Record<string, Load<P>>,
  { load, plan, lanes, seconds }: LoadRequest<P>,
): Promise<LoadResult> {
  const prepare = loads[load];
  if (prepare === undefined) throw new Error(`no load is called ${load}`);
  const prepared = await prepare(plan, lanes);
  try {
    return await drive(prepared.lanes, seconds);
  } finally {
    await prepared.close();
  }
}

function reply(message: Reply): void {
  process.send?.(message);
}

export interface LoadProcess<P> {
  run(request: LoadRequest<P>): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** @param file the file that calls `serveLoads` */
export function startLoadProcess<P>(file: URL): LoadProcess<P> {
  const child = fork(file, { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit');
  return {
    run: async (request) => {
      child.send(request);
      const [reply] = (await Promise.race([
        once(child, 'message'),
        ended.then(() => [{ problem: 'the load process ended' }]),
      ])) as [Reply];
      if ('problem' in reply) throw new Error(`${request.load}: ${reply.problem}`);
      return reply.result;
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
