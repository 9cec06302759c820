import { spawn } from 'node:child_process';
import { stopProcess } from './processes.mjs';
import { Refusal } from './refusal.mjs';

const keptCharacters = 20_000;
const running = new Set();
let stopped = false;

/**
 * Runs a command to its end in its own process group.
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, echo?: boolean}} options
 * @returns {Promise<{code: number | null, output: string, timedOut: boolean}>} output is the end of what it printed
 */
export async function run(command, args, { cwd, env = process.env, timeoutMs, echo = false } = {}) {
  if (stopped) throw new Refusal('Stopped before it was done.');
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  let output = '';
  let timedOut = false;
  const keep = (chunk) => {
    output = (output + chunk).slice(-keptCharacters);
    if (echo) process.stdout.write(chunk);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const timer =
    timeoutMs &&
    setTimeout(() => {
      timedOut = true;
      process.kill(-child.pid, 'SIGKILL');
    }, timeoutMs);
  try {
    // 'exit' rather than 'close': a grandchild that keeps the pipe open must not keep us waiting.
    const code = await new Promise((done, fail) => child.once('error', fail).once('exit', done));
    return { code, output, timedOut };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { code: 127, output: `${command} is not installed`, timedOut };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

/** Runs a command that must succeed; otherwise prints the end of its output and refuses with `sentence`. */
export async function mustRun(command, args, { sentence, ...options }) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const end = output.trimEnd().split('\n').slice(-25).join('\n');
  throw new Refusal(`${end}\n\n${sentence}`);
}

/** Stops the commands under way with all their children and lets no other begin, for a Ctrl-C in the middle of a step. */
export async function stopRunning() {
  stopped = true;
  await Promise.all([...running].map((child) => stopProcess(child.pid, { group: true, patienceMs: 3_000 })));
}
