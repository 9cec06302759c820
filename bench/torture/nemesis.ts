import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredRegister } from './check';
import type { Look } from './crew';
import type { Fault, World } from './faults';

export interface Strike {
  fault: string;
  /** from the fault’s end to the first acknowledgement of something done after it, ms */
  recovery: number;
  /** from the fault’s end until every screen showed the same and nothing waited, ms; null when that never came */
  convergence: number | null;
  /** requests without an answer, or with a 5xx, from its beginning until all was in line */
  failed: Record<string, number>;
  requests: number;
  syncs: number;
  acks: number;
}

const patienceMs = 60_000;

/** One fault under load, then the wait until all is in line again. */
export async function strike(fault: Fault, world: World): Promise<Strike> {
  const { crews } = world;
  const all = async (order: { do: 'go' } | { do: 'quiet' }): Promise<void> => {
    await Promise.all(crews.map((crew) => crew.tell(order)));
  };
  await all({ do: 'go' });
  await sleep(700 + world.random() * 800);
  const before = await lookAt(world);
  const { healedAt, restored } = await fault.strike(world);
  await Promise.race([
    ...crews.map((crew) => crew.tell({ do: 'watch', since: healedAt })),
    sleep(patienceMs, undefined, { ref: false }),
  ]);
  const recovery = Date.now() - healedAt;
  await all({ do: 'quiet' });
  const convergence = await inLine(world, healedAt);
  await restored;
  const after = await lookAt(world);
  const more = (figure: 'requests' | 'syncs' | 'acks'): number => after[figure] - before[figure];
  return {
    ...{ fault: fault.name, recovery, convergence },
    ...{
      failed: added(after.failed, before.failed, -1),
      requests: more('requests'),
      syncs: more('syncs'),
      acks: more('acks'),
    },
  };
}

/** Waits until nothing waits and all screens agree with the database. @returns ms since `from`, or null after a minute */
export async function inLine(world: World, from: number): Promise<number | null> {
  while (Date.now() - from < patienceMs) {
    const { waiting, views } = await lookAt(world);
    const agreed = waiting === 0 && [...views.values()].every((place) => place !== null);
    if (agreed && (await stand(world, views))) return Date.now() - from;
    await sleep(50);
  }
  return null;
}

/** Screens that agree may all lack the same. A database that does not answer is in line with nobody. */
async function stand({ database }: World, views: ReadonlyMap<string, string | null>): Promise<boolean> {
  const stored = await database
    .collection<StoredRegister>('registers')
    .find({ _id: { $in: [...views.keys()] } }, { projection: { epoch: 1, seq: 1, digest: 1 } })
    .toArray()
    .catch(() => null);
  return (
    stored?.every(({ _id, epoch, seq, digest }) => views.get(_id) === `${epoch}/${seq}/${digest}`) === true
  );
}

export interface Overall extends Omit<Look, 'views'> {
  /** where each register stands on every screen, or null where two differ */
  views: ReadonlyMap<string, string | null>;
}

export async function lookAt({ crews }: World): Promise<Overall> {
  const looks = await Promise.all(crews.map((crew) => crew.tell<Look>({ do: 'look' })));
  const views = new Map<string, string | null>();
  for (const look of looks)
    for (const [registerId, place] of Object.entries(look.views)) {
      const known = views.get(registerId);
      views.set(registerId, known === undefined || known === place ? place : null);
    }
  const sum = (figure: (look: Look) => number): number =>
    looks.reduce((total, look) => total + figure(look), 0);
  return {
    views,
    waiting: sum(({ waiting }) => waiting),
    syncs: sum(({ syncs }) => syncs),
    acts: sum(({ acts }) => acts),
    acks: sum(({ acks }) => acks),
    requests: sum(({ requests }) => requests),
    failed: looks.map(({ failed }) => failed).reduce((all, failed) => added(all, failed, 1), {}),
    refreshes: sum(({ refreshes }) => refreshes),
    signedOut: sum(({ signedOut }) => signedOut),
  };
}

function added(
  all: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
  times: 1 | -1,
): Record<string, number> {
  const sums = { ...all };
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + times * count;
  return Object.fromEntries(Object.entries(sums).filter(([, count]) => count !== 0));
}
