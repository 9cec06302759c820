import { linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { livePid, writePidFile } from './processes.mjs';
import { Refusal } from './refusal.mjs';

/** Makes this process the only bootstrap of the data folder; two would each take the other's processes for orphans. */
export function takeLock(dataDir) {
  const lock = join(dataDir, 'quad.pid');
  const mine = `${lock}.${process.pid}`;
  writePidFile(mine, process.pid);
  try {
    if (!linked(mine, lock)) {
      const holder = livePid(lock);
      if (holder !== undefined)
        throw new Refusal(
          `Quad already runs on the data folder ${dataDir} as process ${holder}: stop it there with Ctrl-C, ` +
            'or start a second one with DATA_DIR=… PORT=… npm start.',
        );
      rmSync(lock, { force: true });
      if (!linked(mine, lock)) throw new Refusal('Two starts of Quad met at the same moment: try again.');
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(lock, { force: true }) };
}

/** A hard link either is made whole or not at all, unlike a file that is looked for and then written. */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}
