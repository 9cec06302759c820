import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/checks.mjs';
import { findMongod, startMongod } from '../../deploy/local/mongod.mjs';
import { Managed } from '../torture/managed';

const bundle = join(import.meta.dirname, '../../server/dist/main.js');

export interface FuzzedServer {
  url: URL;
  mongodbUri: string;
  operatorKey: string;
  process: Managed;
  /** what its log says of a request */
  said(requestId: string): string;
}

/** One server with a MongoDB of its own; both are ended by their pid files in the folder. */
export async function startFuzzed(folder: string): Promise<FuzzedServer> {
  const mongod = await startMongod({ ...(await findMongod()), dataDir: join(folder, 'mongo') });
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    MONGODB_URI: mongod.uri,
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    HOST: '127.0.0.1',
    QUAD_DEMO: 'off',
    LOG_LEVEL: 'error',
  };
  const server = new Managed(
    'quad',
    join(folder, 'quad'),
    () => ({ command: process.execPath, args: [bundle], env, ipc: true }),
    (child) =>
      new Promise((ready) => {
        child.on('message', (message) => {
          if ((message as { type?: string }).type === 'ready') ready();
        });
      }),
  );
  await server.start();
  const secrets = readFileSync(join(folder, 'data', 'secrets.json'), 'utf8');
  const { operatorKey } = JSON.parse(secrets) as { operatorKey: string };
  return {
    ...{ url: new URL(`http://127.0.0.1:${port}`), mongodbUri: mongod.uri, operatorKey, process: server },
    said: (requestId) => {
      const lines = readFileSync(join(folder, 'quad', 'quad.log'), 'utf8').split('\n');
      return lines.findLast((line) => line.includes(requestId)) ?? '';
    },
  };
}

/** Resident memory, MiB; null where the system does not say. */
export function memoryOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  } catch {
    return null;
  }
}
