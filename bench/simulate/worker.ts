import { check, type Violation } from './checker';
import { mixOf, type Mix } from './mix';
import { run } from './run';
import { checkViewing } from './viewing/check';
import { watch } from './viewing/run';

/** What a worker is asked. */
export interface Job {
  seeds: readonly number[];
  /** also what happened, message by message */
  told: boolean;
}

/** What it says of each seed. */
export interface SeedRan {
  seed: number;
  violations: Violation[];
  mix?: Mix;
  story?: readonly string[];
}

async function work({ seeds, told }: Job): Promise<void> {
  for (const seed of seeds) {
    const { history, story } = await run(seed, told);
    const violations = [...check(history), ...checkViewing(await watch(seed))];
    const said: SeedRan = { seed, violations, ...(told && { mix: mixOf(seed), story }) };
    process.send?.({ said });
  }
  process.send?.({ done: true });
}

process.on('message', (job: Job) => void work(job));
