import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder, isExecutable, onPath, versionOf } from './programs.mjs';
import { Refusal } from './refusal.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const e2e = join(import.meta.dirname, '..', '..', 'e2e');

/**
 * Finds a Chromium that runs here; the packages must be installed, since one of them holds a browser.
 * @returns {Promise<{executablePath: string, args: string[], env: Record<string, string>}>} env is what the browser needs beside its arguments
 */
export async function findChromium() {
  // Chromium's sandbox refuses to run as root, which is what most containers and CI machines run as.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    const { problem } = await versionOf(named);
    if (problem)
      throw new Refusal(
        `CHROMIUM_PATH names ${named}, which does not run (${problem}): correct or remove it.`,
      );
    return { executablePath: named, args, env: {} };
  }
  for (const executablePath of [onPath('chromium', 'chromium-browser', 'google-chrome'), playwrightsOwn()]) {
    if (executablePath && isExecutable(executablePath) && (await versionOf(executablePath)).version)
      return { executablePath, args, env: {} };
  }
  return { args, ...(await fromPackage()) };
}

function playwrightsOwn() {
  return createRequire(join(e2e, 'package.json'))('@playwright/test').chromium.executablePath();
}

/** Kept in the cache folder rather than the temporary one, where anybody may have put a file of that name. */
async function fromPackage() {
  const folder = cacheFolder('chromium', '147.0.0');
  const executablePath = join(folder, 'chromium');
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') };
  if (!isExecutable(executablePath))
    await step('Unpacking the Chromium among the packages', () => unpackInto(folder));
  const { problem } = await versionOf(executablePath, { env: { ...process.env, ...env } });
  if (problem)
    throw new Refusal(
      `The browser tests need Chromium and found none that runs (${problem}): install chromium, or name one in CHROMIUM_PATH.`,
    );
  return { executablePath, env };
}

const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

async function unpackInto(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  // The package unpacks into the temporary folder, and its libraries only where it believes it runs in a Lambda.
  const env = { ...process.env, TMPDIR: work, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  const { code, output } = await run(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: e2e,
    env,
  });
  if (code !== 0)
    throw new Refusal(
      `${output}\nThe Chromium among the packages could not be unpacked: name another in CHROMIUM_PATH.`,
    );
  rmSync(folder, { recursive: true, force: true });
  renameSync(work, folder);
}
