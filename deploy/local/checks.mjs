import { randomInt } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, opendirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { Refusal } from './refusal.mjs';

/** Refuses a Node that the packages do not support, before any of them fails in its own words. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!supported)
    throw new Refusal(
      `Quad needs Node 20.19 or later, or 22.12 or later, and this is ${version}: install one and try again.`,
    );
}

/** Process groups and signals here are POSIX; on plain Windows nothing of it has been tried. */
export function checkPlatform(platform) {
  if (platform === 'win32')
    throw new Refusal(
      'Quad starts on Linux and macOS: on Windows run it in WSL, or use `docker compose up`.',
    );
}

export function prepareDataDir(dataDir) {
  const change = 'choose another folder with DATA_DIR=… npm start';
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error.code === 'ENOTDIR')
      throw new Refusal(
        `The data folder ${dataDir} is a file or lies inside one: move it away, or ${change}.`,
      );
    throw new Refusal(
      `The data folder ${dataDir} cannot be written (${error.code}): give yourself access, or ${change}.`,
    );
  }
}

/** Not Node's recursive mkdir, which never returns where a folder's parent refuses with ENOENT, as /proc does. */
function makeFolder(path) {
  if (existsSync(path)) return void opendirSync(path).closeSync();
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Whether something could listen there now. @returns {Promise<string | undefined>} the error's code if not */
function listenError(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error) => done(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(undefined)));
  });
}

export const isPortFree = async (port, host = '127.0.0.1') => (await listenError(port, host)) === undefined;

export async function checkPort(port, host) {
  const code = await listenError(port, host);
  if (code === undefined) return;
  const other = `PORT=${port < 1024 ? port + 8000 : port + 1} npm start`;
  if (code === 'EADDRINUSE')
    throw new Refusal(
      `Port ${port} is taken by another program: stop that program, or choose another port with ${other}.`,
    );
  if (code === 'EACCES')
    throw new Refusal(`Port ${port} may not be opened by this user: choose one above 1023 with ${other}.`);
  throw new Refusal(
    `Quad cannot listen on ${host}:${port} (${code}): set HOST to an address of this machine.`,
  );
}

/**
 * A port nobody listens on at this moment; whoever asks must start listening soon.
 * Below the range from which systems take the ports of outgoing connections, so that none of those takes it during a restart.
 */
export async function freePort(host = '127.0.0.1') {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isPortFree(port, host)) return port;
  }
  throw new Refusal(
    'No free port was found between 20000 and 32000: stop some of the programs that listen there.',
  );
}
