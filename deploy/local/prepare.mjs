import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './run.mjs';
import { step } from './say.mjs';
import { hashFiles, isStamped, sourcesBelow, writeStamp } from './stamps.mjs';

/** Installs the packages when the lock file, the platform or Node's major version differs from what they were installed for. */
export async function ensureInstalled(root) {
  const [major] = process.versions.node.split('.');
  const stamp = `${hashFiles(root, [join(root, 'package-lock.json')])} ${process.platform}-${process.arch} node ${major}`;
  const stampFile = join(root, 'node_modules', '.quad-installed');
  if (isStamped(stampFile, stamp)) return;
  await step('Installing the packages (npm ci)', () =>
    // NODE_ENV=production in the environment would leave out the build tools.
    mustRun('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root,
      sentence: 'The packages could not be installed: npm says why above; check the network and try again.',
    }),
  );
  writeStamp(stampFile, stamp);
}

/** Builds client and server when any of their sources changed since the last build that succeeded. */
export async function ensureBuilt(root, { timeoutMs } = {}) {
  const sources = ['client', 'server', 'shared'].flatMap((folder) => sourcesBelow(join(root, folder)));
  const settings = ['package-lock.json', 'tsconfig.base.json'].map((name) => join(root, name));
  const stamp = hashFiles(root, [...sources, ...settings.filter((file) => existsSync(file))]);
  const stampFile = join(root, 'server', 'dist', '.built-from');
  const built = ['server/dist/main.js', 'client/dist/index.html'].every((file) =>
    existsSync(join(root, file)),
  );
  if (built && isStamped(stampFile, stamp)) return;
  await step('Building client and server', () =>
    mustRun('npm', ['run', 'build'], {
      cwd: root,
      timeoutMs,
      sentence: 'The build failed: the compiler says why above; correct it and start again.',
    }),
  );
  writeStamp(stampFile, stamp);
}
