import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';

const longestLog = 4_000;
/** A film of hours moves on all the time; what says nothing for so long hangs. */
const silentMs = 120_000;
const killAfterMs = 3_000;
const politeness = 10;

/** How a program ended that did not do what it was asked. */
export class ProgramFailed extends Error {
  /** @param log the end of what it said */
  constructor(readonly log: string) {
    super('a program failed');
  }
}

interface Run {
  cwd: string;
  /** ends it: asked first, killed soon after */
  signal: AbortSignal;
  /** hears what it prints, line by line */
  onLine?: (line: string) => void;
}

/**
 * Runs ffmpeg or ffprobe to its end, behind everything else this machine does.
 * @returns the end of what it said on stderr
 * @throws ProgramFailed; the signal's reason when it was stopped
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, signal, onLine }: Run,
): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) lower(child.pid);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-longestLog)));
  const kill = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  };
  signal.addEventListener('abort', kill, { once: true });
  const silence = setTimeout(() => {
    log += '\nstopped: it said nothing for two minutes';
    kill();
  }, silentMs);
  eachLine(child.stdout, (line) => {
    silence.refresh();
    onLine?.(line);
  });
  try {
    const code = await new Promise<number | null>((done, fail) => {
      child.once('error', fail).once('close', done);
    });
    signal.throwIfAborted();
    if (code !== 0) throw new ProgramFailed(log.trim() || `it ended with ${code ?? 'a signal'}`);
    return log.trim();
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', kill);
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, politeness);
  } catch {
    // it has ended already, or this system knows no priorities: then it runs as it is
  }
}

function eachLine(stream: Readable, heard: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) heard(line);
  });
  stream.on('end', () => rest !== '' && heard(rest));
}
