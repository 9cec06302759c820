import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.mjs';
import { readEnvironment, readSettings } from './settings.mjs';

/** Longer than any refresh token or one-time code lives: what an older key made has ended by itself. */
const lifetimeMs = 40 * 24 * 3_600_000;

/**
 * The masters after one more, newest first. One goes when it was last used so long ago; it was used until the next one came.
 * @param {{ id: string, madeAt: number, secret: string }[]} masters newest first
 * @param {number} now ms
 */
export function withNewMaster(masters, now) {
  const fresh = {
    id: randomBytes(6).toString('hex'),
    madeAt: now,
    secret: randomBytes(32).toString('base64url'),
  };
  const kept = masters.filter((_master, i) => i === 0 || now - masters[i - 1].madeAt < lifetimeMs);
  return [fresh, ...kept];
}

/**
 * Adds a key to `dataDir/secrets.json`; servers that run read it within the minute.
 * @param {string} dataDir
 * @returns {number} how many stand now
 */
export function rotate(dataDir, now = Date.now()) {
  const path = join(dataDir, 'secrets.json');
  const { master, masters = [onlyMaster(master)], ...rest } = JSON.parse(readSecrets(path));
  const next = { masters: withNewMaster(masters, now), ...rest };
  // whole before it has its name: a server may read at this very moment
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
  return next.masters.length;
}

function readSecrets(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Refusal(`There is no ${path}: start Quad on this data folder first (DATA_DIR says which).`);
  }
}

/** The id of a key from the time when there was only one, as server/src/platform/config/secrets.ts derives it. */
function onlyMaster(secret) {
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 12), madeAt: 0, secret };
}

function main() {
  const root = resolve(import.meta.dirname, '../..');
  if (process.argv[2] !== 'rotate' || process.argv.length > 3)
    throw new Refusal('Usage: npm run keys -- rotate');
  const { dataDir } = readSettings(root, readEnvironment(root, process.env));
  const standing = rotate(dataDir);
  process.stdout.write(
    `A new key is in ${join(dataDir, 'secrets.json')}; ${standing} stand now. Servers that run use it from in a minute on, and nobody is signed out.\n`,
  );
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  try {
    main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
