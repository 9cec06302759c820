import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** Where programs fetched for Quad are kept, so that a fresh clone finds what an earlier one fetched. */
export const cacheFolder = (...names) =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'quad', ...names);

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first program of these names on PATH. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * The version a program prints, which also proves that it runs on this machine.
 * @returns {Promise<{version: string} | {problem: string}>}
 */
export async function versionOf(binary, { env = process.env, pattern = /(\d+\.\d+(?:\.\d+)*)/ } = {}) {
  const { code, output } = await run(binary, ['--version'], { env, timeoutMs: 20_000 });
  const version = pattern.exec(output)?.[1];
  if (code === 0 && version) return { version };
  if (code === 0) return { problem: 'it is another program' };
  return { problem: output.trim().split('\n')[0] || `it ended with ${code ?? 'a signal'}` };
}

export const canUseApt = () => process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/** Installs a Debian package; only root may, and only the caller knows what to do when it fails. */
export async function aptInstall(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  // The package lists of a fresh container are empty, and those of an old one name files that are gone.
  if ((await install()).code === 0) return true;
  await run('apt-get', ['update'], { env });
  return (await install()).code === 0;
}
