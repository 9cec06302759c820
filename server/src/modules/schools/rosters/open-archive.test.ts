import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive } from './open-archive';
import { zipped } from './roster.builders';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quad-archive-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function opened(zip: Buffer): Promise<string[]> {
  const path = join(dir, 'roster.zip');
  await writeFile(path, zip);
  const archive = await openArchive(path);
  try {
    // to the last byte, as an import does
    for (const name of archive.names) await finished(Readable.from(await archive.read(name)).resume());
    return [...archive.names];
  } finally {
    archive.close();
  }
}

/** Changes the number at `offset` of each entry of the directory at the end. */
function entriesChanged(zip: Buffer, offset: number, value: (was: number, nth: number) => number): Buffer {
  const changed = Buffer.from(zip);
  const entry = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = changed.indexOf(entry), nth = 0; at >= 0; at = changed.indexOf(entry, at + 4), nth++)
    changed.writeUInt32LE(value(changed.readUInt32LE(at + offset), nth), at + offset);
  return changed;
}

const users = 'sourcedId,givenName\n1,Ada\n';
const sizeAt = 24;
const placeAt = 42;

it('reads tables at the root or in one folder', async () => {
  expect(await opened(zipped({ 'users.csv': users, 'Orgs.CSV': users }))).toEqual(['users', 'orgs']);
  expect(await opened(zipped({ 'roster/users.csv': users }))).toEqual(['users']);
});

it.each<[string, Buffer, string]>([
  ['leads out of its folder', zipped({ '../users.csv': users }), 'zipBroken'],
  ['names a place on the disk', zipped({ '/etc/users.csv': users }), 'zipBroken'],
  ['has folders in folders', zipped({ 'a/b/users.csv': users }), 'zipFolders'],
  [
    'holds a zip that is called a table twice',
    zipped({ 'users.csv': users, 'USERS.CSV': users }),
    'zipTwice',
  ],
  ['unpacks to a thousand times its size', zipped({ 'users.csv': 'a'.repeat(12_000_000) }), 'zipTooLarge'],
  [
    'holds more files than a roster has',
    zipped(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}.csv`, 'x']))),
    'zipTooMany',
  ],
  [
    'is encrypted',
    // the flags stand beside the version, 16 bits each
    entriesChanged(zipped({ 'users.csv': users }), 6, (was) => was | (1 << 16)),
    'zipEncrypted',
  ],
  [
    'unpacks to more than it says',
    entriesChanged(zipped({ 'users.csv': users.repeat(50) }), sizeAt, () => 100),
    'zipBroken',
  ],
  [
    'lays its files over each other',
    entriesChanged(zipped({ 'a.csv': noise(), 'b.csv': 'x', 'c.csv': 'x' }), placeAt, () => 0),
    'zipBroken',
  ],
  ['is no zip', Buffer.from('PK\x03\x04 and so on'), 'zipBroken'],
])('refuses one that %s', async (_what, zip, code) => {
  await expect(opened(zip)).rejects.toMatchObject({ why: { code } });
});

function noise(): string {
  return Array.from({ length: 3_000 }, (_, i) => String((i * 7_919) % 104_729)).join(',');
}
