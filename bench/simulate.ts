import { tell } from '../deploy/local/refusal.mjs';
import { say } from '../deploy/local/say.mjs';
import { bundled } from './simulate/bundle';
import { defects, type Defect } from './simulate/defects';
import { readOptions, usage, type SimulateOptions } from './simulate/options';
import { runSeeds } from './simulate/pool';
import { keptSeeds } from './simulate/seeds';
import type { SeedRan } from './simulate/worker';
import { DoesNotApply } from './support/planted-build';

const workers = 2;
/** a defect that so many seeds do not show is not caught */
const defectSeeds = 3_000;

async function simulate({ seeds, from, defect, defects: all }: SimulateOptions): Promise<boolean> {
  const planted = all ? defects : defects.filter(({ name }) => name === defect);
  if (defect !== null && planted.length === 0)
    throw new Error(`No defect is called ${defect}: ${defects.map(({ name }) => name).join(', ')}.`);
  const parts: string[] = [];
  let failed = 0;
  if (seeds > 0) {
    failed = await sound(seeds, from);
    parts.push(`${seeds} seeds`, `${failed} failures`);
  }
  const rest = [...planted];
  let caught = 0;
  const catchThem = async (): Promise<void> => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) if (await isCaught(one)) caught += 1;
  };
  await Promise.all(Array.from({ length: workers }, catchThem));
  if (planted.length > 0) parts.push(`${caught} of ${planted.length} defects caught`);
  console.log(parts.join(', '));
  return failed === 0 && caught === planted.length;
}

/** How many seeds fail with the source as it is. The first that does tells its story. */
async function sound(seeds: number, from: number): Promise<number> {
  const bundle = await bundled([]);
  const failed: number[] = [];
  let ran = 0;
  const began = performance.now();
  try {
    await runSeeds(bundle.file, { seeds: withKept(seeds, from), workers }, ({ seed, violations }) => {
      ran += 1;
      if (ran % 5_000 === 0) say(`${ran} seeds, ${failed.length} failures, ${rate(ran, began)} a second`);
      if (violations.length === 0) return false;
      failed.push(seed);
      for (const { invariant, what } of violations) say(`seed ${seed}: ${invariant}: ${what}`);
      return false;
    });
    say(`${ran} seeds, ${rate(ran, began)} a second`);
    const [first] = failed.sort((a, b) => a - b);
    if (first !== undefined)
      await runSeeds(bundle.file, { seeds: [first], workers: 1, told: true }, tellStory);
  } finally {
    await bundle.remove();
  }
  return failed.length;
}

function* withKept(seeds: number, from: number): Iterable<number> {
  // one seed alone is somebody looking at it
  if (seeds > 1) for (const { seed } of keptSeeds) yield seed;
  for (let seed = from; seed < from + seeds; seed++) yield seed;
}

function tellStory({ seed, violations, mix, story = [] }: SeedRan): boolean {
  console.log(`\nseed ${seed}\n${JSON.stringify(mix, null, 1)}\n${story.join('\n')}`);
  for (const { invariant, what } of violations) console.log(`\n${invariant} does not hold: ${what}`);
  console.log(`\nTo see it again: npm run simulate -- --from ${seed} --seeds 1\n`);
  return true;
}

async function isCaught(defect: Defect): Promise<boolean> {
  const { name, breaks } = defect;
  try {
    const bundle = await bundled([defect]);
    let found: SeedRan | null = null;
    const others = new Set<string>();
    try {
      const seeds = [defect.seed, ...Array.from({ length: defectSeeds }, (_, i) => i + 1)];
      await runSeeds(bundle.file, { seeds, workers: 1 }, (ran) => {
        for (const { invariant } of ran.violations) others.add(invariant);
        if (ran.violations.some(({ invariant }) => breaks.includes(invariant))) found ??= ran;
        return found !== null;
      });
    } finally {
      await bundle.remove();
    }
    return report(name, found, [...others].join(', '));
  } catch (error) {
    say(`${name}: ${error instanceof DoesNotApply ? 'no longer applies. ' : ''}${tell(error)}`);
    return false;
  }
}

function report(name: string, found: SeedRan | null, others: string): boolean {
  if (found === null) {
    say(`${name}: not caught in ${defectSeeds} seeds${others === '' ? '' : `, though ${others} failed`}`);
    return false;
  }
  const [first] = found.violations;
  say(
    `${name}: seed ${found.seed}, ${found.violations.map(({ invariant }) => invariant).join(' ')}: ${first?.what ?? ''}`,
  );
  return true;
}

function rate(ran: number, began: number): number {
  return Math.round((ran * 1000) / (performance.now() - began));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(usage);
  else if (!(await simulate(options))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
