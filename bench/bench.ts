import { join, relative } from 'node:path';
import { Refusal, tell } from '../deploy/local/refusal.mjs';
import { stopRunning } from '../deploy/local/run.mjs';
import { say } from '../deploy/local/say.mjs';
import { classSaves } from './rows/class-saves';
import { learnersOfCourse } from './rows/learners';
import { replay } from './rows/replay';
import { roster } from './rows/roster';
import { streams } from './rows/streams';
import type { Figure, Row } from './rows/row';
import { asTable, keep, machine } from './support/report';
import { takeStage, type StagePlace } from './support/stage';

/** Every row there is, in the order of the goals' table. */
const rows: readonly Row[] = [classSaves, replay, roster, streams, learnersOfCourse];

const root = join(import.meta.dirname, '..');
const folder = join(root, '.data', 'bench');
let held: StagePlace | null = null;

/** Measures the rows, each on a stage of its own, beside what the bare parts do on this machine in the same minutes. */
async function bench(names: string[]): Promise<boolean> {
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined)
    throw new Refusal(
      `There is no row ${unknown}: name ${rows.map((row) => row.name).join(' or ')}, or nothing for all.`,
    );
  const figures: Figure[] = [];
  for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const place = takeStage(folder);
    held = place;
    try {
      figures.push(...(await row.measure(await place.open())));
    } finally {
      await place.close();
      held = null;
    }
  }
  const { cores, processor, memoryGiB, node } = machine();
  console.log(`\n${asTable(figures)}\n`);
  console.log(
    '  Floor and naive are the bare driver, without HTTP: ours is held against the floor, and so is naive.',
  );
  console.log(
    `  ${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}: server, MongoDB and load share them. Medians of alternating rounds.`,
  );
  say(`Kept in ${relative(root, keep(folder, figures))}.`);
  return figures.every((figure) => figure.goal?.met !== false);
}

/** Ctrl-C reaches this process alone: mongod and the server were started detached. */
async function interrupted(): Promise<void> {
  await stopRunning();
  await held?.close();
  process.exit(130);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void interrupted());
try {
  if (!(await bench(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
