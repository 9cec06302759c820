import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/checks.mjs';
import { findRedis, startRedis } from '../../deploy/local/redis.mjs';
import { Managed } from './managed';
import { nginxFor } from './nginx';
import { Link } from './proxy';
import { ReplicaSet } from './replica-set';

const bundle = join(import.meta.dirname, '../../server/dist/main.js');
const drainMs = 300;

interface QuadServer {
  /** as its connections to MongoDB call themselves */
  name: string;
  port: number;
  process: Managed;
}

interface Redis {
  kill(): Promise<void>;
  /** on the same port, empty */
  start(): Promise<void>;
  flush(): Promise<void>;
  port: number;
}

/** All there is of a production Quad on one machine: three mongods, Redis, servers, nginx, and doors that clients come in by. */
export interface Cluster {
  mongo: ReplicaSet;
  redis: Redis;
  servers: readonly QuadServer[];
  /** null in the short version, whose doors balance by themselves */
  nginx: Managed | null;
  doors: readonly Link[];
  redisLink: Link;
  operatorKey: string;
}

export async function startCluster(
  folder: string,
  options: { servers: number; doors: number; nginx: boolean; random: () => number },
): Promise<Cluster> {
  const { random } = options;
  const [mongo, redis] = await Promise.all([ReplicaSet.start(folder, random), ownRedis(folder)]);
  const redisLink = await new Link({ targets: [redis.port], random }).listen();
  const servers: QuadServer[] = [];
  for (let n = 1; n <= options.servers; n++) {
    const port = await freePort();
    const name = `quad-${n}`;
    const env = {
      ...process.env,
      MONGODB_URI: mongo.uri(name),
      REDIS_URL: `redis://127.0.0.1:${redisLink.port}`,
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      HOST: '127.0.0.1',
      QUAD_DEMO: 'off',
      QUAD_DRAIN_MS: String(drainMs),
      LOG_LEVEL: 'warn',
    };
    const command = { command: process.execPath, args: [bundle], env, ipc: true };
    const server = new Managed(name, join(folder, name), () => command, isReady);
    // one after the other: the first makes the secrets and the indexes
    await server.start();
    servers.push({ name, port, process: server });
  }
  const ports = servers.map(({ port }) => port);
  const nginxPort = await freePort();
  const nginx = options.nginx ? await nginxFor(ports, nginxPort, folder) : null;
  await nginx?.start();
  const targets = nginx === null ? ports : [nginxPort];
  const doors = await Promise.all(
    Array.from({ length: options.doors }, () => new Link({ targets, random }).listen()),
  );
  const secrets = readFileSync(join(folder, 'data', 'secrets.json'), 'utf8');
  const { operatorKey } = JSON.parse(secrets) as { operatorKey: string };
  return { mongo, redis, servers, nginx, doors, redisLink, operatorKey };
}

function isReady(child: {
  on(event: 'message', listener: (message: unknown) => void): unknown;
}): Promise<void> {
  return new Promise((ready) => {
    child.on('message', (message) => {
      if ((message as { type?: string }).type === 'ready') ready();
    });
  });
}

async function ownRedis(folder: string): Promise<Redis> {
  const { binary } = (await findRedis({ install: true })) as { binary: string };
  const port = await freePort();
  const start = () => startRedis({ binary, dir: join(folder, 'redis'), port });
  let running = await start();
  return {
    port,
    kill: () => running.kill(),
    flush: () =>
      new Promise((done) => {
        const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
        socket.once('data', () => socket.destroy()).once('close', () => done());
      }),
    start: async () => {
      running = await start();
    },
  };
}

/** Ends the links; the processes end with their folder. */
export async function closeLinks({ mongo, redisLink, doors }: Cluster): Promise<void> {
  await Promise.all(
    [...doors, redisLink, ...mongo.members.map(({ link }) => link)].map((link) => link.close()),
  );
}
