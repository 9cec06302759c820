import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from './refusal.mjs';

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/** Reads the lines of a `.env` file: comments, `export`, single and double quotes; no variable expansion. */
export function parseEnv(text) {
  const values = {};
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const match = assignment.exec(line);
    if (!match) throw new Refusal(`Line ${index + 1} of .env is not NAME=value: correct or remove it.`);
    values[match[1]] = unquote(match[2]);
  });
  return values;
}

function unquote(value) {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
  if (quoted) return quoted[1] === '"' ? quoted[2].replaceAll('\\n', '\n') : quoted[2];
  return value.replace(/\s+#.*$/, '').trim();
}

/** `.env` under the process environment, which wins; an empty value counts as not set. */
export function readEnvironment(root, processEnv) {
  const file = join(root, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return Object.fromEntries(
    Object.entries({ ...fromFile, ...processEnv }).filter(([, value]) => value !== ''),
  );
}

/** What the bootstrap itself needs; every other setting passes through to the server, which checks it. */
export function readSettings(root, environment) {
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Refusal(`PORT is “${environment.PORT}”: set it to a number from 1 to 65535.`);
  return {
    port,
    host: environment.HOST ?? '127.0.0.1',
    dataDir: resolve(root, environment.DATA_DIR ?? '.data'),
    mongodbUri: environment.MONGODB_URI,
    redisUrl: environment.REDIS_URL,
  };
}
