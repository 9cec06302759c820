import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rotate, withNewMaster } from '../../../../deploy/local/keys.mjs';
import { seal, unseal } from '../crypto/seal';
import { loadSecrets } from './secrets';

const minute = 60_000;
const day = 24 * 60 * minute;

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quad-secrets-'));
  path = join(dir, 'secrets.json');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(dir, { recursive: true });
});

describe('secrets', () => {
  it('are made once, for their owner’s eyes, and two at the same moment agree', async () => {
    const [one, two] = await Promise.all([loadSecrets(dir), loadSecrets(dir)]);
    expect(two.operatorKey).toBe(one.operatorKey);
    const [mine, theirs] = [one.keys.current, two.keys.current];
    expect(mine.access.equals(mine.refresh)).toBe(false);
    expect(mine.access.equals(theirs.access)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('of a folder from the time of one key go on, before and after a rotation', async () => {
    const master = 'm'.repeat(43);
    await writeFile(
      path,
      JSON.stringify({ master, operatorKey: 'o'.repeat(43), demoPassword: 'd'.repeat(14) }),
    );
    const before = (await loadSecrets(dir)).keys.current;
    rotate(dir);
    const after = await loadSecrets(dir);
    expect(after.operatorKey).toBe('o'.repeat(43));
    expect(after.keys.all).toHaveLength(2);
    expect((await after.keys.find(before.id))?.refresh.equals(before.refresh)).toBe(true);
  });
});

describe('a new key', () => {
  it('is known to everybody before anybody uses it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { keys } = await loadSecrets(dir);
    const { id: old } = keys.current;
    expect(rotate(dir)).toBe(2);
    await keys.reread();
    expect(keys.all).toHaveLength(2);
    expect(keys.current.id).toBe(old);
    vi.setSystemTime(Date.now() + minute);
    expect(keys.current.id).not.toBe(old);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain(old);
  });

  it('is looked for in the file by whoever slept meanwhile, not more often than once a second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { keys } = await loadSecrets(dir);
    rotate(dir);
    const made = (await loadSecrets(dir)).keys.all[0]?.id ?? '';
    expect(await keys.find(made)).toBeUndefined();
    vi.setSystemTime(Date.now() + minute);
    expect((await keys.find(made))?.id).toBe(made);
    expect(await keys.find('nobody made this')).toBeUndefined();
  });

  it('takes the place of one that was last used forty days ago, and of no other', () => {
    const masters = [0, 1, 50, 90].map((days) => ({
      id: `${days} days old`,
      madeAt: -days * day,
      secret: '',
    }));
    const ids = withNewMaster(masters, 0).map(({ id }) => id);
    expect(ids.slice(1)).toEqual(['0 days old', '1 days old', '50 days old']);
  });
});

describe('what is sealed', () => {
  it('opens under the key that sealed it and for its owner alone', async () => {
    const { keys } = await loadSecrets(dir);
    const sealed = seal(Buffer.from('a secret'), 'owner', keys);
    expect(Buffer.from(sealed.sealed, 'base64url').toString('latin1')).not.toContain('a secret');
    rotate(dir, Date.now() - minute);
    await keys.reread();
    expect(keys.current.id).not.toBe(sealed.keyId);
    expect((await unseal(sealed, 'owner', keys)).toString()).toBe('a secret');
    await expect(unseal(sealed, 'another', keys)).rejects.toThrow();
    await expect(unseal({ ...sealed, keyId: keys.current.id }, 'owner', keys)).rejects.toThrow();
    await expect(unseal({ ...sealed, keyId: 'gone' }, 'owner', keys)).rejects.toThrow(/no longer stands/);
  });
});
