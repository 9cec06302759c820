import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashFiles, isStamped, sourcesBelow, writeStamp } from './stamps.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

let root;
const write = (path, text) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const stamp = () => hashFiles(root, sourcesBelow(root));

beforeEach(() => {
  root = temporaryFolder();
  write('server/src/main.ts', 'start()');
});

describe('the stamp of the sources', () => {
  it('changes with what a file says, with a new file and with a new name', () => {
    const stamps = [stamp()];
    write('server/src/main.ts', 'begin()');
    stamps.push(stamp());
    write('server/src/a.ts', '');
    stamps.push(stamp());
    write('server/src/b.ts', '');
    stamps.push(stamp());
    expect(new Set(stamps).size).toBe(4);
  });

  it('stays when only dates, tests or outputs change', () => {
    const before = stamp();
    utimesSync(join(root, 'server/src/main.ts'), 1, 1);
    write('server/src/main.test.ts', 'test');
    write('server/dist/main.js', 'built');
    write('client/node_modules/x/index.js', 'x');
    expect(stamp()).toBe(before);
  });

  it('is kept in a file and compared with it', () => {
    const file = join(root, 'dist', '.built-from');
    expect(isStamped(file, 'a')).toBe(false);
    writeStamp(file, 'a');
    expect(isStamped(file, 'a')).toBe(true);
    expect(isStamped(file, 'b')).toBe(false);
  });

  it('has no sources in a folder that is missing', () => {
    expect(sourcesBelow(join(root, 'nowhere'))).toEqual([]);
  });
});
