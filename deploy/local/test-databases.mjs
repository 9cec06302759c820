import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findFfmpeg } from './ffmpeg.mjs';
import { findMongod, reapMongod, startMongod } from './mongod.mjs';
import { livePid, writePidFile } from './processes.mjs';
import { findRedis, reapRedis, startRedis } from './redis.mjs';

const prefix = 'quad-test-';
const inMemory = '/dev/shm';
const enoughBytes = 4 * 1024 ** 3;
const owner = (folder) => join(folder, 'owner.pid');

/** What is written durably waits for its disk; where memory serves as one, tests don't wait. Containers often have too little of it. */
export function fastestPlace() {
  if (!existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize > enoughBytes ? inMemory : tmpdir();
}

/** A mongod and a Redis for one run of tests, in a folder that goes with them, and where ffmpeg is. */
export async function startTestDatabases() {
  await reapAbandoned();
  const folder = mkdtempSync(join(fastestPlace(), prefix));
  writePidFile(owner(folder), process.pid);
  const stop = async () => {
    await Promise.all([reapMongod(join(folder, 'mongo')), reapRedis(join(folder, 'redis'))]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const mongod = await startMongod({ ...(await findMongod()), dataDir: join(folder, 'mongo') });
    const redis = await startRedis({ ...(await findRedis({ install: true })), dir: join(folder, 'redis') });
    const ffmpeg = await findFfmpeg(process.env);
    return { env: { MONGODB_URI: mongod.uri, REDIS_URL: redis.url, ...ffmpeg.env }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops and removes what the tests of a killed run left behind, and on the way out what this very process started. */
export async function reapAbandoned({ ownToo = false } = {}) {
  const places = [tmpdir(), inMemory].filter((folder) => existsSync(folder));
  const folders = places.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  for (const folder of folders.filter((each) => basename(each).startsWith(prefix))) {
    const pid = livePid(owner(folder));
    if (pid !== undefined && !(ownToo && pid === process.pid)) continue;
    await Promise.all([reapMongod(join(folder, 'mongo')), reapRedis(join(folder, 'redis'))]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Vitest's global set-up: always databases of its own, so that no test ever meets one that MONGODB_URI names. */
export default async function setUp() {
  const databases = await startTestDatabases();
  Object.assign(process.env, databases.env);
  return databases.stop;
}
