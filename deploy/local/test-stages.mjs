import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureBuilt } from './prepare.mjs';
import { tell } from './refusal.mjs';
import { run } from './run.mjs';
import { reapAbandoned, startTestDatabases } from './test-databases.mjs';
import { countCommand, countPlaywright, countVitest, judge } from './test-report.mjs';

/**
 * The stages of `npm test` in order, with the seconds each may take; those of one inner list run side by side.
 * @param {{root: string, reports: string}} places
 */
export const stagesOf = ({ root, reports }) => [
  [{ name: 'types', budget: 120, work: (limits) => script(root, 'types', limits) }],
  [
    { name: 'lint', budget: 120, work: (limits) => script(root, 'lint', limits) },
    { name: 'tidy', budget: 120, work: (limits) => script(root, 'tidy', limits) },
  ],
  [{ name: 'unit', budget: 180, work: (limits) => vitest(root, join(reports, 'unit.json'), limits) }],
  [{ name: 'matrix', budget: 90, work: (limits) => script(root, 'matrix', limits) }],
  [{ name: 'simulation', budget: 60, work: (limits) => script(root, 'simulate', limits, simulated) }],
  [{ name: 'build', budget: 60, work: (limits) => build(root, limits) }],
  [{ name: 'e2e', budget: 240, work: (limits) => playwright(root, join(reports, 'e2e.json'), limits) }],
  [{ name: 'faults', budget: 120, work: (limits) => faults(root, limits) }],
  [{ name: 'fuzz', budget: 45, work: (limits) => fuzz(root, limits) }],
];

/** The seeds that failed once, some more, and every planted mistake. */
const simulated = ['--', '--seeds', '300', '--defects'];

async function script(root, name, limits, options = []) {
  const args = ['run', '--silent', name, ...options];
  const { code, output, timedOut } = await run('npm', args, { cwd: root, ...limits });
  if (code !== 0) console.log(`\n${output.trimEnd()}\n`);
  return judge(`npm run ${name}`, { count: countCommand(`npm run ${name}`, code === 0), code, timedOut });
}

async function build(root, limits) {
  try {
    await ensureBuilt(root, limits);
    return countCommand('npm run build', true);
  } catch (error) {
    console.log(`\n${tell(error)}\n`);
    return countCommand('npm run build', false);
  }
}

async function vitest(root, report, limits) {
  const bin = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ended = await run(process.execPath, [bin, 'run', ...reporters], { cwd: root, echo: true, ...limits });
  await reapAbandoned();
  return judge('vitest', { ...ended, count: countVitest(report) });
}

async function playwright(root, report, limits) {
  const browser = await findChromium();
  const databases = await startTestDatabases();
  try {
    const env = {
      ...process.env,
      ...browser.env,
      ...databases.env,
      CHROMIUM_PATH: browser.executablePath,
      CHROMIUM_ARGS: browser.args.join(' '),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    };
    const bin = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const args = [bin, 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
    const ended = await run(process.execPath, args, { cwd: root, env, echo: true, ...limits });
    return judge('playwright', { ...ended, count: countPlaywright(report) });
  } finally {
    await databases.stop();
  }
}

/** Real processes that are killed, frozen and cut off while devices mark; see bench/torture.ts for the long version. */
async function faults(root, limits) {
  const args = ['--import', 'tsx', 'bench/torture.ts', '--short', '--built'];
  const { code, timedOut } = await run(process.execPath, args, { cwd: root, echo: true, ...limits });
  return judge('faults', { count: countCommand('npm run torture -- --short', code === 0), code, timedOut });
}

/** A short look, the same requests each time; schemathesis is left to `npm run fuzz`, which has minutes for it. */
async function fuzz(root, limits) {
  const args = ['--import', 'tsx', 'bench/fuzz.ts', '--built', '--seed', 'short'];
  const short = ['--requests', '2500', '--within', '25', '--schemathesis', '0'];
  const { code, timedOut } = await run(process.execPath, [...args, ...short], {
    ...{ cwd: root, echo: true },
    ...limits,
  });
  return judge('fuzz', { count: countCommand('npm run fuzz', code === 0), code, timedOut });
}
