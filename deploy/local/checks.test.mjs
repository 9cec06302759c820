import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkNode, checkPlatform, checkPort, freePort, isPortFree, prepareDataDir } from './checks.mjs';
import { Refusal } from './refusal.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

describe('Node', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.1.0'])('%s will do', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '20.18.3', '21.7.3', '22.11.0'])('%s is refused', (version) => {
    expect(() => checkNode(version)).toThrow(Refusal);
    expect(() => checkNode(version)).toThrow(`and this is ${version}: install one and try again.`);
  });

  it('is refused on plain Windows', () => {
    expect(() => checkPlatform('win32')).toThrow('run it in WSL');
  });
});

describe('the port', () => {
  it('is refused while another program listens there', async () => {
    const port = await freePort();
    await expect(checkPort(port, '127.0.0.1')).resolves.toBeUndefined();
    const other = createServer();
    await new Promise((listening) => other.listen(port, '127.0.0.1', listening));
    await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} is taken by another program: stop that program, or choose another port with PORT=${port + 1} npm start.`,
    );
    expect(await isPortFree(port)).toBe(false);
    await new Promise((closed) => other.close(closed));
  });

  it('is refused on an address of another machine', async () => {
    await expect(checkPort(await freePort(), '192.0.2.1')).rejects.toThrow(
      'set HOST to an address of this machine.',
    );
  });
});

describe('the data folder', () => {
  it('is made when it is missing', () => {
    expect(() => prepareDataDir(join(temporaryFolder(), 'a', 'b'))).not.toThrow();
  });

  it('is refused when it is a file, or lies inside one', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => prepareDataDir(file)).toThrow('is a file or lies inside one: move it away');
    expect(() => prepareDataDir(join(file, 'below'))).toThrow('is a file or lies inside one: move it away');
  });

  it('is refused when nobody may write there', () => {
    // Even root may not make folders in /proc.
    expect(() => prepareDataDir('/proc/quad')).toThrow('cannot be written');
  });
});
