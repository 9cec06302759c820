import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { freePort, isPortFree } from './checks.mjs';
import { reap, startDetached } from './processes.mjs';
import { Refusal } from './refusal.mjs';
import { say } from './say.mjs';

const largestLogBytes = 20 * 1024 * 1024;
const stopping = { patienceMs: 10_000, group: true };
const usualVitePort = 5173;

/**
 * Starts the Quad server and waits for its word that it is ready.
 * Its log goes to a file by descriptor, so that it can go on logging even when this process is killed.
 * @returns {Promise<{exited: Promise<void>, pid: number, ready: {url: string, people: {name: string, role: string, login: string}[], password: string, clock?: string, setUp: string | null}}>}
 */
export async function startServer({ root, dataDir, dev, env }) {
  const log = openLog(dataDir, 'server.log');
  const begin = fstatSync(log.fd).size;
  const args = dev
    ? ['--watch', '--watch-preserve-output', '--import', 'tsx', 'server/src/main.ts']
    : ['server/dist/main.js'];
  const output = dev ? 'inherit' : log.fd;
  const child = await startDetached({
    command: process.execPath,
    args,
    cwd: root,
    env: { ...env, NODE_ENV: dev ? 'development' : 'production' },
    pidFile: pidFile(dataDir, 'server'),
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(log.fd);
  const exited = new Promise((done) => child.once('exit', () => done()));
  const ready = await new Promise((done, fail) => {
    let sentence;
    child.on('message', (message) => {
      if (message.type === 'step') say(message.text);
      if (message.type === 'failed') sentence = message.sentence;
      if (message.type === 'ready') done(message);
    });
    void exited.then(() => fail(new Refusal(sentence ?? whyItEnded(log.file, begin))));
  });
  return { exited, pid: child.pid, ready };
}

function whyItEnded(file, begin) {
  const lines = readFileSync(file).subarray(begin).toString().trim().split('\n').slice(-15);
  return `${lines.map(plain).join('\n')}\n\nThe server ended before it was ready: its last words are above, the rest is in ${file}.`;
}

/** The message of one JSON log line, with the error's stack; any other line as it is. */
function plain(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.stack].filter(Boolean).join('\n');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return line;
  }
}

function openLog(dataDir, name) {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return { file, fd: openSync(file, 'a') };
}

/** Starts Vite for the client, which hands what it doesn't know to the API. @returns {Promise<{exited: Promise<void>, url: string}>} */
export async function startVite({ root, dataDir, apiUrl, env }) {
  const port = (await isPortFree(usualVitePort)) ? usualVitePort : await freePort();
  const child = await startDetached({
    command: process.execPath,
    args: [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--strictPort',
    ],
    cwd: join(root, 'client'),
    env: { ...env, NODE_ENV: 'development', QUAD_API_URL: apiUrl },
    pidFile: pidFile(dataDir, 'vite'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise((done) => child.once('exit', () => done()));
  return { exited, url: `http://127.0.0.1:${port}` };
}

const pidFile = (dataDir, name) => join(dataDir, `${name}.pid`);

export const reapServer = (dataDir) => reap(pidFile(dataDir, 'server'), stopping);
export const reapVite = (dataDir) => reap(pidFile(dataDir, 'vite'), stopping);
