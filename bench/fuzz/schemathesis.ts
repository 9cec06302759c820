import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { say } from '../../deploy/local/say.mjs';
import { everybody } from './people';
import type { World } from './world';

const version = '4.32.0';
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** They end the session that asks, or move the day everybody's roles hold on; the last three take what schemathesis cannot make. */
const excluded = [
  ...['signOut', 'signOutEverywhere', 'refresh', 'changePassword', 'setClock', 'archiveSchool'],
  ...['createDistrict', 'attachFile', 'addFile', 'addSubmissionFile'],
];
const roleWithinMs = 30 * 60_000;
let running: ChildProcess | null = null;

/** For a run that is ended before its time. */
export function endSchemathesis(): void {
  running?.kill('SIGKILL');
}

export interface Schemathesized {
  /** null: not run, and why */
  cases: number | null;
  failures: number;
  why?: string;
}

/** A foreign client that knows nothing of us but the OpenAPI document, as each role of the first school. */
export async function runSchemathesis(
  world: World,
  server: URL,
  options: { examples: number; seed: number; folder: string },
): Promise<Schemathesized> {
  const library = await installed();
  if (library === null)
    return { cases: null, failures: 0, why: 'pip, or the registry it asks, is not there' };
  let cases = 0;
  let failures = 0;
  const asked = everybody.filter(
    ({ school, role, name }) => school === 'A1' || role === 'nobody' || name === 'districtAdmin of A',
  );
  for (const who of asked) {
    await world.signIn(who);
    say(`as ${who.name}`);
    const { code, output } = await run(library, world.credentials(who, '/api/v1/session'), server, options);
    cases += Number(/(\d[\d,]*) generated/.exec(output)?.[1]?.replaceAll(',', '') ?? 0);
    if (code === 0) continue;
    const found = Number(/(\d+) found/.exec(output)?.[1] ?? 1);
    failures += found;
    const file = join(options.folder, `schemathesis-${who.name.replaceAll(' ', '-')}.txt`);
    writeFileSync(file, output);
    console.log(`\nschemathesis as ${who.name}, all of it in ${file}:\n${output.slice(-6_000)}`);
  }
  return { cases, failures };
}

/** @returns a folder for PYTHONPATH, kept in the system's own for temporary files; null where it cannot be had */
async function installed(): Promise<string | null> {
  const folder = join(tmpdir(), `quad-schemathesis-${version}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const parts = `${folder}.${process.pid}`;
  mkdirSync(parts, { mode: 0o700 });
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', parts];
  const { code } = await python([...args, `schemathesis==${version}`], {}, 300_000);
  if (code === 0) renameSync(parts, folder);
  else rmSync(parts, { recursive: true, force: true });
  return code === 0 ? folder : null;
}

function run(
  library: string,
  credentials: Record<string, string>,
  server: URL,
  { examples, seed, folder }: { examples: number; seed: number; folder: string },
): Promise<{ code: number | null; output: string }> {
  const headers = Object.entries(credentials).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const left = excluded.flatMap((operation) => ['--exclude-operation-id', operation]);
  return python(
    [
      ...['-m', 'schemathesis.cli', 'run', new URL('/api/openapi.json', server).href, '--no-color'],
      ...['--max-examples', String(examples), '--seed', String(seed), '--checks', checks.join(',')],
      ...['--phases', 'coverage,fuzzing', '--continue-on-failure', '--generation-database', 'none'],
      ...headers,
      ...left,
    ],
    { PYTHONPATH: library, HOME: folder },
    roleWithinMs,
    folder,
  );
}

function python(
  args: readonly string[],
  env: Record<string, string>,
  withinMs: number,
  folder = tmpdir(),
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = (running = spawn('python3', args, {
      env: { ...process.env, ...env },
      timeout: withinMs,
      // It writes its cache where it stands.
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    }));
    let output = '';
    const add = (chunk: Buffer): string => (output += chunk.toString());
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', () => resolve({ code: null, output }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
