import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, checkPlatform } from './checks.mjs';
import { ensureInstalled } from './prepare.mjs';
import { Refusal, tell } from './refusal.mjs';
import { stopRunning } from './run.mjs';
import { say, table } from './say.mjs';
import { reapAbandoned } from './test-databases.mjs';
import { judge, lastLine } from './test-report.mjs';
import { stagesOf } from './test-stages.mjs';

const root = join(import.meta.dirname, '..', '..');
const reports = mkdtempSync(join(tmpdir(), 'quad-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void interrupted());

try {
  const groups = chosen(process.argv.slice(2));
  checkNode(process.versions.node);
  checkPlatform(process.platform);
  await ensureInstalled(root);
  const results = [];
  for (const group of groups) results.push(...(await Promise.all(group.map(perform))));
  summarize(results);
} catch (error) {
  console.error(`\n${tell(error)}\n\n0 passed, 1 failed`);
  process.exitCode = 1;
}

/** The stages asked for; those that run against the build bring it. */
function chosen(args) {
  const groups = stagesOf({ root, reports });
  if (args.length === 0) return groups;
  const names = groups.flat().map(({ name }) => name);
  const [option, only] = args;
  if (option !== '--only' || args.length !== 2 || !names.includes(only))
    throw new Refusal(`npm test takes nothing, or -- --only and one of ${names.join(', ')}.`);
  const wanted = ['e2e', 'faults', 'fuzz'].includes(only) ? ['build', only] : [only];
  return groups
    .map((group) => group.filter(({ name }) => wanted.includes(name)))
    .filter((group) => group.length > 0);
}

async function perform({ name, budget, work }) {
  say(`${name} …`);
  const began = performance.now();
  // a budget says what is good on a quiet machine; only what hangs is ended
  const count = await work({ timeoutMs: 5 * budget * 1000 }).catch((error) => {
    console.log(`\n${tell(error)}\n`);
    return judge(name, { code: 1 });
  });
  const seconds = (performance.now() - began) / 1000;
  say(`${name}: ${count.passed} passed, ${count.failed} failed in ${seconds.toFixed(1)} s of ${budget} s`);
  return { name, budget, seconds, count };
}

function summarize(results) {
  const rows = results.map(({ name, budget, seconds, count }) => {
    const time = `${seconds.toFixed(1)} s${seconds > budget ? ' (over)' : ''}`;
    return [name, count.passed, count.failed, count.skipped.length, time, `${budget} s`];
  });
  const all = results.map(({ count }) => count);
  const list = (title, names) =>
    names.length > 0 && console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${table([['Stage', 'Passed', 'Failed', 'Skipped', 'Took', 'Budget'], ...rows])}`);
  list(
    'Skipped',
    all.flatMap((count) => count.skipped),
  );
  list(
    'Failed',
    all.flatMap((count) => count.failures),
  );
  console.log(`\n${lastLine(all)}`);
  process.exitCode = all.some((count) => count.failed > 0) ? 1 : 0;
}

async function interrupted() {
  await stopRunning();
  await reapAbandoned({ ownToo: true });
  process.exit(130);
}
