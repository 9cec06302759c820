import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityOf } from './processes.mjs';
import { findMongod, reapMongod, startMongod } from './mongod.mjs';

const dataDir = mkdtempSync(join(tmpdir(), 'quad-mongod-'));
let binary;

beforeAll(async () => {
  ({ binary } = await findMongod());
});
afterAll(async () => {
  await reapMongod(dataDir);
  rmSync(dataDir, { recursive: true });
});

describe('our mongod', () => {
  it('comes back on the same port after kill -9, and one left running is stopped by the next start', async () => {
    const first = await startMongod({ binary, dataDir });
    await first.kill();
    await first.exited;
    const second = await startMongod({ binary, dataDir });
    expect(second.port).toBe(first.port);
    const third = await startMongod({ binary, dataDir });
    expect(identityOf(second.pid)).toBeUndefined();
    expect(third.uri).toBe(first.uri);
    await third.stop();
    expect(identityOf(third.pid)).toBeUndefined();
  });

  it('says in one sentence that its data is damaged', async () => {
    const data = join(dataDir, 'db');
    for (const name of readdirSync(data).filter((each) => /^WiredTiger|\.wt$/.test(each)))
      writeFileSync(join(data, name), 'damaged');
    const sentence =
      /^MongoDB cannot read its data in .+: restore a backup there, or move the folder away to begin anew\.$/;
    await expect(startMongod({ binary, dataDir })).rejects.toThrow(sentence);
  });
});
