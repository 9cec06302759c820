import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { deviceOf } from './device';

it('the command is one device, and nobody else may read which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quad-device-'));
  vi.stubEnv('DATA_DIR', join(folder, 'data'));
  const device = await deviceOf(folder);
  expect(device).toMatch(/^[\w-]{43}$/);
  expect(await deviceOf(folder)).toBe(device);
  expect((await stat(join(folder, 'data', 'roster-device'))).mode & 0o077).toBe(0);
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});
