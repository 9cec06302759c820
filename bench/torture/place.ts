import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { livePid, reap, writePidFile } from '../../deploy/local/processes.mjs';
import { fastestPlace } from '../../deploy/local/test-databases.mjs';

const prefix = 'quad-torture-';

/** A folder for one run, in memory where that is big enough; what runs that were themselves killed have left is ended first. */
export async function takePlace(): Promise<string> {
  for (const parent of new Set([tmpdir(), '/dev/shm'].filter((folder) => existsSync(folder)))) {
    for (const name of readdirSync(parent).filter((each) => each.startsWith(prefix))) {
      const folder = join(parent, name);
      if (livePid(join(folder, 'owner.pid')) === undefined) await clearPlace(folder);
    }
  }
  const folder = mkdtempSync(join(fastestPlace(), prefix));
  writePidFile(join(folder, 'owner.pid'), process.pid);
  return folder;
}

/** Ends every process with a pid file below the folder, and removes it. */
export async function clearPlace(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (file) => file.endsWith('.pid') && !file.endsWith('owner.pid'),
  );
  // frozen ones hear nothing but this
  const stopping = { signal: 'SIGKILL', group: true };
  await Promise.all(files.map((file) => reap(join(folder, file), stopping)));
  rmSync(folder, { recursive: true, force: true });
}
