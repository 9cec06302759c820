import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownDatabase } from './testing/own-database';

const dir = mkdtempSync(join(tmpdir(), 'quad-stopping-'));
let server: ChildProcess;
let url = '';

/** The real process, because signals and exit codes belong to processes. */
beforeAll(async () => {
  const env = process.env as Record<string, string | undefined>; // eslint-disable-line no-restricted-properties -- the databases of this test run
  const own = {
    MONGODB_URI: ownDatabase(),
    DATA_DIR: dir,
    PORT: '0',
    QUAD_DEMO: 'off',
    QUAD_DRAIN_MS: '400',
  };
  server = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, 'main.ts')], {
    env: { ...env, ...own, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  url = await new Promise((ready) => {
    server.on('message', (message: { type: string; url: string }) => {
      if (message.type === 'ready') ready(message.url);
    });
  });
}, 60_000);

afterAll(() => {
  server.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

async function post(path: string, body: object, headers: object = {}): Promise<Response> {
  const type = { 'content-type': 'application/json' };
  return fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { ...type, ...headers },
    body: JSON.stringify(body),
  });
}

async function signedIn(count: number): Promise<Socket[]> {
  const { operatorKey } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8'));
  const who = { login: 'amina', password: 'a long enough password' };
  const admin = { givenName: 'Amina', familyName: 'Said', ...who };
  const district = {
    code: 'd',
    name: 'District',
    timeZone: 'Europe/London',
    admin,
    adminsNeedSecondFactor: false,
  };
  await post('/operator/districts', district, { authorization: `Bearer ${operatorKey}` });
  const answer = await post('/session', who);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const sockets = Array.from({ length: count }, () =>
    io(url, { transports: ['websocket'], extraHeaders: { cookie }, reconnection: false, forceNew: true }),
  );
  await Promise.all(sockets.map((socket) => new Promise<void>((done) => socket.once('connect', done))));
  return sockets;
}

it('leaves in order when asked to stop: not ready, everybody told to come back, what is under way answered, code 0', async () => {
  const sockets = await signedIn(8);
  const byes = sockets.map(
    (socket) =>
      new Promise<number>((told) =>
        socket.once('bye', ({ reconnectInMs }: { reconnectInMs: number }) => told(reconnectInMs)),
      ),
  );
  const exited = once(server, 'exit');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  server.kill('SIGTERM');
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);

  // hashing takes a while: these are under way when the door closes
  const wrong = { login: 'amina', password: 'not her password' };
  const answers = Array.from({ length: 8 }, () => post('/session', wrong));
  const [first] = await Promise.all(answers);
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 401));
  expect(first?.headers.get('connection')).toBe('close');

  const waits = await Promise.all(byes);
  expect(Math.max(...waits)).toBeLessThanOrEqual(2_000);
  expect(new Set(waits).size).toBeGreaterThan(4);
  expect(await exited).toEqual([0, null]);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
}, 60_000);
