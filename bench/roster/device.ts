import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readEnvironment } from '../../deploy/local/settings.mjs';

/** What this command is known by where it signs in, kept in the data folder: made anew each time, every run would be a new device. */
export async function deviceOf(root: string): Promise<string> {
  const { DATA_DIR: dataDir = '.data' } = readEnvironment(root, process.env) as Record<
    string,
    string | undefined
  >;
  const folder = resolve(root, dataDir);
  const path = join(folder, 'roster-device');
  const known = await readFile(path, 'utf8').catch(() => '');
  if (/^[\w-]{43}$/.test(known)) return known;
  const device = randomBytes(32).toString('base64url');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, device, { mode: 0o600 });
  } catch {
    // a folder nobody may write to costs a notice of a new device, not the import
  }
  return device;
}
