import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aptInstall, cacheFolder, canUseApt, isExecutable, onPath } from './programs.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const fetchWithinMs = 120_000;

/** Static builds among the npm packages, one a platform, each by its version and what its file hashes to. */
const packages = {
  ffmpeg: {
    'linux-x64':
      '4.1.0 sha512-Y5BWhGLU/WpQjOArNIgXD3z5mxxdV8c41C+U15nsE5yF8tVcdCGet5zPs5Zy3Ta6bU7haGpIzryutqCGQA/W8A==',
    'linux-arm64':
      '4.1.4 sha512-dljEqAOD0oIM6O6DxBW9US/FkvqvQwgJ2lGHOwHDDwu/pX8+V0YsDL1xqHbj1DMX/+nP9rxw7G7gcUvGspSoKg==',
    'darwin-x64':
      '4.1.0 sha512-Z4EyG3cIFjdhlY8wI9aLUXuH8nVt7E9SlMVZtWvSPnm2sm37/yC2CwjUzyCQbJbySnef1tQwGG2Sx+uWhd9IAw==',
    'darwin-arm64':
      '4.1.5 sha512-hYqTiP63mXz7wSQfuqfFwfLOfwwFChUedeCVKkBtl/cliaTM7/ePI9bVzfZ2c+dWu3TqCwLDRWNSJ5pqZl8otA==',
  },
  ffprobe: {
    'linux-x64':
      '5.2.0 sha512-D3UeqTLYPNs7pBWPLUYGehPdRVqU8eACox4OZy3pZUZatxye2YKlvBwEfaLdL1v2Z4FOAlLUhms0kY8m8kqSRA==',
    'linux-arm64':
      '5.2.0 sha512-X1VvWtlLs6ScP73biVLuHD5ohKJKsMTa0vafCESOen4mOoNeLAYbxOVxDWAdFz9cpZgRiloFj5QD6nDj8E28yQ==',
    'darwin-x64':
      '5.1.0 sha512-J+YGscZMpQclFg31O4cfVRGmDpkVsQ2fZujoUdMAAYcP0NtqpC49Hs3SWJpBdsGB4VeqOt5TTm1vSZQzs1NkhA==',
    'darwin-arm64':
      '5.0.1 sha512-vwNCNjokH8hfkbl6m95zICHwkSzhEvDC3GVBcUp5HX8+4wsX10SP3B+bGur7XUzTIZ4cQpgJmEIAx6TUwRepMg==',
  },
};

/**
 * Finds ffmpeg and ffprobe: those that are named, those on PATH, else brings them. Never refuses: Quad runs without them.
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<{env: Record<string, string>} | {problem: string}>} env is what the server finds them by
 */
export async function findFfmpeg(environment) {
  const { QUAD_FFMPEG, QUAD_FFPROBE } = environment;
  // the server says what is wrong with these
  if (QUAD_FFMPEG || QUAD_FFPROBE) return { env: {} };
  const present = both(onPath('ffmpeg'), onPath('ffprobe'));
  if (present) return present;
  const fetched = both(fetchedBefore('ffmpeg'), fetchedBefore('ffprobe'));
  if (fetched) return fetched;
  if (canUseApt() && (await step('Installing ffmpeg by apt', () => aptInstall('ffmpeg')))) {
    const installed = both(onPath('ffmpeg'), onPath('ffprobe'));
    if (installed) return installed;
  }
  return fromPackages();
}

function both(ffmpeg, ffprobe) {
  return ffmpeg && ffprobe ? { env: { QUAD_FFMPEG: ffmpeg, QUAD_FFPROBE: ffprobe } } : undefined;
}

const platform = `${process.platform}-${process.arch}`;
const versionOf = (name) => packages[name][platform]?.split(' ')[0];
const placeOf = (name) => cacheFolder(name, versionOf(name), name);

function fetchedBefore(name) {
  return versionOf(name) && isExecutable(placeOf(name)) ? placeOf(name) : undefined;
}

async function fromPackages() {
  if (!versionOf('ffmpeg')) return { problem: `none is offered for ${platform}` };
  const problem = await step('Fetching ffmpeg from the npm registry', async () => {
    for (const name of ['ffmpeg', 'ffprobe']) {
      const why = fetchedBefore(name) ? undefined : await fetchInto(placeOf(name), name);
      if (why) return why;
    }
    return undefined;
  });
  return problem ? { problem } : both(placeOf('ffmpeg'), placeOf('ffprobe'));
}

/** @returns {Promise<string | undefined>} why it could not be had */
async function fetchInto(binary, name) {
  const [version, integrity] = packages[name][platform].split(' ');
  mkdirSync(dirname(binary), { recursive: true });
  const work = mkdtempSync(join(dirname(binary), 'fetching-'));
  try {
    const spec = `@${name}-installer/${platform}@${version}`;
    const packed = await run('npm', ['pack', '--silent', '--fetch-retries=0', spec], {
      cwd: work,
      timeoutMs: fetchWithinMs,
    });
    const file = readdirSync(work).find((each) => each.endsWith('.tgz'));
    if (packed.code !== 0 || !file) return packed.output.trim().split('\n').at(-1) || 'npm pack failed';
    const archive = join(work, file);
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (`sha512-${hash}` !== integrity) return `${spec} is not what it was`;
    const unpacked = await run('tar', ['-xzf', archive, '-C', work]);
    if (unpacked.code !== 0) return 'tar could not unpack it';
    const program = join(work, 'package', name);
    chmodSync(program, 0o755);
    const { code } = await run(program, ['-version'], { timeoutMs: 20_000 });
    if (code !== 0) return 'it does not run here';
    // renamed last: a download cut short never leaves half a program
    renameSync(program, binary);
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
