import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const bundle = resolve(import.meta.dirname, '../../server/dist/main.js');

interface Ready {
  url: string;
  password: string;
}

export interface ServerProcess {
  pid: number;
  ready: Ready;
  /** asks it to stop and waits until it has */
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

/** Starts the built server as `npm start` does and waits for its word that it is ready. */
export async function startServer(env: Record<string, string | undefined>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [bundle], {
    env: { ...process.env, LOG_LEVEL: 'warn', QUAD_DEMO: 'on', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await new Promise<Ready>((done, failed) => {
    child.on('message', (message: { type: string } & Ready) => {
      if (message.type === 'ready') done(message);
    });
    child.once('exit', (code) =>
      failed(new Error(`the server ended with ${String(code)} before it was ready`)),
    );
  });
  return {
    pid: child.pid ?? 0,
    ready,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
