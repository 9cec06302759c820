import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const notSources = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);
const testFile = /\.(test|builders)\.[cm]?tsx?$|\.tsbuildinfo$/;

/** Hashes what the files say and what they are called, so that a checkout which only touches dates rebuilds nothing. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(relative(root, file)).update('\0');
    hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Every file below the folder that a build could read. */
export function sourcesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notSources.has(entry.name) || testFile.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

export const isStamped = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}
