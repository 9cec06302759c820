import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { Cluster } from './cluster';
import type { Crew, Stir } from './crew';
import type { Weather } from './proxy';
import { ask } from './replica-set';

export interface World {
  cluster: Cluster;
  crews: readonly Crew[];
  /** past every layer of the product */
  database: Db;
  random: () => number;
}

export interface Fault {
  name: string;
  /** how often it is drawn, beside the others’ */
  weight: number;
  needsNginx?: true;
  /** left out of the short version: it takes long, or another kind is much like it */
  slow?: true;
  /**
   * Strikes and, but for what is killed, makes good again.
   * @returns the moment (ms since 1970) from which recovery counts, and what is still to be brought back in the background
   */
  strike(world: World): Promise<Struck>;
}

interface Struck {
  healedAt: number;
  restored?: Promise<void>;
}

const healed = (): Struck => ({ healedAt: Date.now() });

/** Everything the nemesis can do. What is killed is started again at once, and counts from the moment it was killed. */
export const faults: readonly Fault[] = [
  {
    // what the rest is to be held against
    name: 'nothing',
    slow: true,
    weight: 1,
    strike: async () => {
      await sleep(2_000);
      return healed();
    },
  },
  {
    name: 'kill -9 server',
    weight: 3,
    strike: async ({ cluster, random }) => {
      const { process } = pick(cluster.servers, random);
      const healedAt = Date.now();
      await process.kill();
      return { healedAt, restored: process.start() };
    },
  },
  {
    name: 'kill -9 primary',
    weight: 3,
    strike: async ({ cluster }) => {
      const member = await cluster.mongo.primary();
      const healedAt = Date.now();
      await member.process.kill();
      return { healedAt, restored: member.start() };
    },
  },
  {
    name: 'kill -9 secondary',
    slow: true,
    weight: 1,
    strike: async ({ cluster }) => {
      const member = await cluster.mongo.secondary();
      const healedAt = Date.now();
      await member.process.kill();
      return { healedAt, restored: member.start() };
    },
  },
  {
    name: 'kill -9 all mongod',
    weight: 2,
    strike: async ({ cluster }) => {
      const { members } = cluster.mongo;
      const healedAt = Date.now();
      await Promise.all(members.map(({ process }) => process.kill()));
      await Promise.all(members.map((member) => member.start()));
      return { healedAt };
    },
  },
  {
    name: 'kill -9 Redis',
    weight: 1,
    strike: async ({ cluster: { redis } }) => {
      const healedAt = Date.now();
      await redis.kill();
      return { healedAt, restored: sleep(1_500).then(() => redis.start()) };
    },
  },
  {
    name: 'flush Redis',
    slow: true,
    weight: 1,
    strike: async ({ cluster }) => {
      await cluster.redis.flush();
      return healed();
    },
  },
  {
    name: 'kill -9 nginx',
    weight: 2,
    needsNginx: true,
    strike: async ({ cluster }) => {
      const healedAt = Date.now();
      await cluster.nginx?.kill();
      await cluster.nginx?.start();
      return { healedAt };
    },
  },
  {
    name: 'freeze server 10 s',
    weight: 1,
    slow: true,
    strike: (world) => freeze(pick(world.cluster.servers, world.random).process),
  },
  {
    name: 'freeze primary 10 s',
    weight: 1,
    slow: true,
    strike: async ({ cluster }) => freeze((await cluster.mongo.primary()).process),
  },
  {
    name: 'freeze nginx 10 s',
    weight: 1,
    needsNginx: true,
    slow: true,
    strike: ({ cluster }) => freeze(cluster.nginx),
  },
  {
    name: 'step down',
    weight: 2,
    strike: async ({ cluster }) => {
      const { port } = await cluster.mongo.primary();
      const healedAt = Date.now();
      await ask(port, { replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 });
      return { healedAt };
    },
  },
  { name: 'latency', weight: 2, slow: true, strike: (world) => slowEverywhere(world) },
  { ...onDoors('lossy network', { kind: 'throttle', bytesPerSecond: 3_000 }, 3_000), slow: true },
  onDoors('silence', { kind: 'silence' }, 4_000),
  onDoors('cut clients', { kind: 'cut' }, 3_000),
  { ...onDoors('half-open', { kind: 'half-open' }, 14_000), slow: true, weight: 1 },
  {
    name: 'reset connections',
    weight: 2,
    strike: ({ cluster }) => {
      for (const link of [...cluster.doors, ...cluster.mongo.members.map((member) => member.link)])
        link.reset();
      return Promise.resolve(healed());
    },
  },
  {
    name: 'cut server from primary',
    weight: 2,
    strike: async ({ cluster, random }) => {
      const { link } = await cluster.mongo.primary();
      const { name } = pick(cluster.servers, random);
      link.set({ kind: 'cut' }, (who) => who === name);
      await sleep(3_000);
      link.clear();
      return healed();
    },
  },
  {
    name: 'silence before primary',
    slow: true,
    weight: 2,
    strike: async ({ cluster }) => {
      const { link } = await cluster.mongo.primary();
      link.set({ kind: 'silence' });
      await sleep(4_000);
      link.clear();
      return healed();
    },
  },
  {
    name: 'half-open to primary',
    weight: 1,
    slow: true,
    strike: async ({ cluster }) => {
      const { link } = await cluster.mongo.primary();
      link.set({ kind: 'half-open' });
      await sleep(6_000);
      link.clear();
      return healed();
    },
  },
  {
    name: 'cut primary from all',
    weight: 2,
    strike: async ({ cluster }) => {
      const { link } = await cluster.mongo.primary();
      link.set({ kind: 'cut' });
      await sleep(4_000);
      link.clear();
      return healed();
    },
  },
  {
    name: 'rolling restart',
    weight: 2,
    slow: true,
    strike: async ({ cluster }) => {
      for (const { name, process } of cluster.servers) {
        const code = await process.stop();
        if (code !== 0) throw new Error(`${name} was asked to stop and ended with ${String(code)}`);
        await process.start();
      }
      return healed();
    },
  },
  onDevices('devices offline', 'offline', 0.5, 4_000),
  onDevices('access expires while offline', 'expired offline', 0.4, 2_500),
  onDevices('reload in mid-queue', 'reload', 0.5, 0),
  onDevices('wrong clock', 'wrong clock', 0.2, 1_000),
  onDevices('leader asleep', 'freeze leader', 0.4, 5_000),
];

async function freeze(process: { signal(signal: NodeJS.Signals): void } | null): Promise<Struck> {
  process?.signal('SIGSTOP');
  await sleep(10_000);
  process?.signal('SIGCONT');
  return healed();
}

async function slowEverywhere({ cluster }: World): Promise<Struck> {
  const links = [...cluster.doors, ...cluster.mongo.members.map(({ link }) => link)];
  cluster.doors.forEach((door) => door.set({ kind: 'latency', ms: 150, jitterMs: 250 }));
  for (const { link } of cluster.mongo.members) link.set({ kind: 'latency', ms: 15, jitterMs: 40 });
  await sleep(3_000);
  for (const link of links) link.clear();
  return healed();
}

/** Strikes half of the doors, so that those inside and outside mark against each other. */
function onDoors(name: string, weather: Weather, ms: number): Fault {
  return {
    name,
    weight: 2,
    strike: async ({ cluster: { doors } }) => {
      const struck = doors.slice(0, Math.ceil(doors.length / 2));
      for (const door of struck) door.set(weather);
      await sleep(ms);
      for (const door of struck) door.clear();
      return healed();
    },
  };
}

function onDevices(name: string, stir: Stir, share: number, ms: number): Fault {
  return {
    name,
    weight: 2,
    strike: async ({ crews }) => {
      await Promise.all(crews.map((crew) => crew.tell({ do: 'stir', stir, share, ms })));
      return healed();
    },
  };
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
