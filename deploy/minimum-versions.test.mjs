import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const minimum = read('deploy/minimum-versions.json');

/** Each copy in the tree that is older than the first safe one of its own line, or of the oldest line there is one of. */
function tooOld(packages, known) {
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1);
    if (version === undefined || !Object.hasOwn(known, name)) return [];
    const { least, why } = known[name];
    const line = least.findLast((first) => major(first) <= major(version)) ?? least[0];
    return isBefore(version, line) ? [`${path} is ${version}, safe from ${line}: ${why}`] : [];
  });
}

const numbers = (version) => version.split('-')[0].split('.').map(Number);
const major = (version) => numbers(version)[0];

/** A version before its own release (`2.0.0-rc.1`) counts as before it. */
function isBefore(version, other) {
  const [a, b] = [numbers(version), numbers(other)];
  const at = a.findIndex((number, i) => number !== b[i]);
  return at === -1 ? version.includes('-') : a[at] < b[at];
}

describe('what is installed', () => {
  it('is nowhere older than the first version known to be safe', () => {
    expect(tooOld(read('package-lock.json').packages, minimum)).toEqual([]);
  });

  it('would be found out when it is, in any copy', () => {
    const known = { a: { least: ['6.3.1', '7.5.2'], why: 'because' } };
    const found = (version, path = 'node_modules/a') => tooOld({ [path]: { version } }, known).length;
    expect(['5.9.9', '6.3.0', '7.5.1', '7.5.2-rc.1', '7.0.0'].map((version) => found(version))).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(['6.3.1', '6.10.0', '7.5.2', '8.0.0'].map((version) => found(version))).toEqual([0, 0, 0, 0]);
    expect(found('1.0.0', 'node_modules/b/node_modules/a')).toBe(1);
    expect(found('1.0.0', 'node_modules/b')).toBe(0);
  });
});
