import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabases } from '../../deploy/local/test-databases.mjs';
import { startServer } from './server-process';

/** Two server processes on one MongoDB and one Redis, with the demo district: what a reverse proxy would spread people over. */
export default async function startServers(): Promise<() => Promise<void>> {
  const own = process.env.MONGODB_URI === undefined ? await startTestDatabases() : null;
  Object.assign(process.env, own?.env);
  const dataDir = mkdtempSync(join(tmpdir(), 'quad-e2e-'));
  const first = await startServer({ DATA_DIR: dataDir, PORT: '0' });
  const second = await startServer({ DATA_DIR: dataDir, PORT: '0' });
  process.env.QUAD_ONE = first.ready.url;
  process.env.QUAD_OTHER = second.ready.url;
  process.env.QUAD_PASSWORD = first.ready.password;
  process.env.QUAD_DATA_DIR = dataDir;
  return async () => {
    await Promise.all([first.stop(), second.stop()]);
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
