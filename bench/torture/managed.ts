import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { identityOf, startDetached, stopProcess } from '../../deploy/local/processes.mjs';

interface Command {
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  /** over IPC, as the Quad server says it is ready; programs without are asked some other way */
  ipc?: boolean;
}

/**
 * A program that the nemesis may kill, freeze and start again. It runs in a group of its own and leaves a pid file, by which
 * a later run ends what a killed run has left behind.
 */
export class Managed {
  #child: ChildProcess | null = null;
  #exited: Promise<number | null> = Promise.resolve(null);

  constructor(
    readonly name: string,
    readonly folder: string,
    private readonly command: () => Command,
    /** resolves once it serves */
    private readonly isReady: (child: ChildProcess) => Promise<void>,
  ) {}

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} does not run`);
    return pid;
  }

  get runs(): boolean {
    return this.#child?.pid !== undefined && identityOf(this.#child.pid) !== undefined;
  }

  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const { command, args, env = process.env, ipc = false } = this.command();
    const log = openSync(join(this.folder, `${this.name}.log`), 'a');
    const stdio = ['ignore', log, log, ...(ipc ? ['ipc'] : [])];
    const pidFile = join(this.folder, `${this.name}.pid`);
    const child = (await startDetached({
      ...{ command, args, env, stdio, pidFile, cwd: this.folder },
    })) as ChildProcess;
    closeSync(log);
    this.#child = child;
    this.#exited = new Promise((done) => child.once('exit', (code) => done(code)));
    const early = this.#exited.then((code) => {
      throw new Error(`${this.name} ended with ${String(code)} before it served: see ${this.folder}`);
    });
    await Promise.race([this.isReady(child), early]);
    // from now on an exit is no error of the start
    early.catch(() => undefined);
  }

  /** To the whole group: nginx is a master and its workers. */
  signal(signal: NodeJS.Signals): void {
    if (this.runs) process.kill(-this.pid, signal);
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#exited;
    this.#child = null;
  }

  /** Asks it to stop. @returns its exit code */
  async stop(): Promise<number | null> {
    if (this.#child === null) return null;
    const { pid } = this;
    process.kill(pid, 'SIGTERM');
    const code = await Promise.race([this.#exited, sleep(20_000, undefined, { ref: false })]);
    if (code === undefined) await stopProcess(pid, { signal: 'SIGKILL', group: true });
    this.#child = null;
    return code ?? null;
  }
}
