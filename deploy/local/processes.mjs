import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells this process from any other that ever had its pid: when it started, and in which boot.
 * A command line would not do, because a process may rewrite its own (redis-server does).
 * @returns {string | undefined} undefined when no such process runs; a zombie doesn't
 */
export function identityOf(pid) {
  if (existsSync('/proc/self/stat')) return linuxIdentity(pid);
  try {
    return execFileSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch (error) {
    if (error.status === 1) return undefined;
    throw error;
  }
}

function linuxIdentity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // While other threads end, the first one is a zombie already, and the process still holds its ports and locks.
    if (fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length === 1) return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19]}`;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}

export function writePidFile(file, pid) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, identity: identityOf(pid) }));
}

/** The pid in the file, if that very process still runs; a recycled pid or a torn file counts as none. */
export function livePid(file) {
  if (!existsSync(file)) return undefined;
  const [, pid, identity] = /^\{"pid":(\d+),"identity":"([^"]+)"\}$/.exec(readFileSync(file, 'utf8')) ?? [];
  return identity !== undefined && identityOf(Number(pid)) === identity ? Number(pid) : undefined;
}

/**
 * Starts a process in its own group, so that Ctrl-C in a terminal reaches only the bootstrap, which then keeps the order.
 * Output goes to file descriptors rather than pipes: the process survives its starter.
 */
export function startDetached({ command, args, pidFile, cwd, env, stdio }) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    child.once('error', fail);
    child.once('spawn', () => {
      writePidFile(pidFile, child.pid);
      done(child);
    });
  });
}

/** Asks the process to stop, and after `patienceMs` kills it. Resolves once it is gone. */
export async function stopProcess(pid, { signal = 'SIGTERM', patienceMs = 10_000, group = false } = {}) {
  const identity = identityOf(pid);
  if (identity === undefined) return;
  const gone = async (withinMs) => {
    for (const until = Date.now() + withinMs; Date.now() < until; await sleep(25))
      if (identityOf(pid) !== identity) return true;
    return false;
  };
  send(pid, signal, group);
  if (await gone(patienceMs)) return;
  send(pid, 'SIGKILL', group);
  if (!(await gone(5_000))) throw new Error(`Process ${pid} outlives SIGKILL: look at it with ps.`);
}

function send(pid, signal, group) {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (error) {
    // It ended between being looked at and being signalled, which is what was wanted.
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Stops what an earlier bootstrap, itself killed, left running under this pid file. @returns {Promise<boolean>} whether there was one */
export async function reap(pidFile, stopping) {
  const pid = livePid(pidFile);
  if (pid !== undefined) await stopProcess(pid, stopping);
  rmSync(pidFile, { force: true });
  return pid !== undefined;
}
