import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../../deploy/local/lock.mjs';
import { findMongod, reapMongod, startMongod } from '../../deploy/local/mongod.mjs';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { mustRun } from '../../deploy/local/run.mjs';
import { reapServer, startServer } from '../../deploy/local/server-process.mjs';
import { sourcesBelow } from '../../deploy/local/stamps.mjs';
import { step } from './step';

const root = join(import.meta.dirname, '..', '..');
const bundle = join(root, 'server', 'dist', 'main.js');

/** A server as people run it, alone on an empty MongoDB of its own. */
export interface Stage {
  server: URL;
  mongodbUri: string;
  operatorKey: string;
  serverPid: number;
  /** where the server keeps its files */
  dataDir: string;
}

/** The place of one stage, which no other run can take meanwhile: two would measure each other. */
export interface StagePlace {
  open(): Promise<Stage>;
  /** ends what stands there, however far its start came */
  close(): Promise<void>;
}

/** @param folder where its data lies while it stands; on a disk, since durable writes are what is measured */
export function takeStage(folder: string): StagePlace {
  const dataDir = join(folder, 'stage');
  mkdirSync(dataDir, { recursive: true });
  const lock = lockOn(dataDir);
  // by their pid files, so that this also ends what a run that was itself killed has left
  const clear = async (): Promise<void> => {
    await reapServer(dataDir);
    await reapMongod(mongoIn(dataDir));
    await rm(mongoIn(dataDir), { recursive: true, force: true });
  };
  return {
    open: async () => {
      await clear();
      await buildServer();
      return step('Starting a MongoDB and a server to measure', () => start(dataDir));
    },
    close: async () => {
      await clear();
      lock.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function lockOn(dataDir: string): ReturnType<typeof takeLock> {
  try {
    return takeLock(dataDir);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      'Another `npm run bench` is measuring, and two would measure each other: wait until it is done.',
    );
  }
}

async function start(dataDir: string): Promise<Stage> {
  const { binary } = await findMongod();
  const { uri } = await startMongod({ binary, dataDir: mongoIn(dataDir) });
  const settings = { PORT: '0', HOST: '127.0.0.1', QUAD_DEMO: 'off', LOG_LEVEL: 'warn' };
  const env = { PATH: process.env.PATH, MONGODB_URI: uri, DATA_DIR: dataDir, ...settings };
  const { ready, pid } = await startServer({ root, dataDir, dev: false, env });
  const secrets = await readFile(join(dataDir, 'secrets.json'), 'utf8');
  const { operatorKey } = JSON.parse(secrets) as { operatorKey: string };
  return { server: new URL(ready.url), mongodbUri: uri, operatorKey, serverPid: pid, dataDir };
}

function mongoIn(dataDir: string): string {
  return join(dataDir, 'mongo');
}

/** A bundle older than its sources would be measured as if it were they. */
async function buildServer(): Promise<void> {
  const sources = ['server', 'shared'].flatMap((folder) => sourcesBelow(join(root, folder)) as string[]);
  const changed = await Promise.all(sources.map(changedAt));
  const built = existsSync(bundle) ? await changedAt(bundle) : 0;
  if (built > Math.max(...changed)) return;
  const sentence =
    'The server could not be built: the compiler says why above; correct it and measure again.';
  await step('Building the server', async () => {
    await mustRun('npm', ['run', 'build', '-w', 'server'], { cwd: root, sentence });
  });
}

async function changedAt(file: string): Promise<number> {
  return (await stat(file)).mtimeMs;
}
