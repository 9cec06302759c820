import { parseArgs } from 'node:util';
import { Refusal } from '../../deploy/local/refusal.mjs';

export interface SimulateOptions {
  seeds: number;
  from: number;
  /** one by its name, all of them, or none */
  defect: string | null;
  defects: boolean;
}

export const usage = `npm run simulate -- [options]

Runs the product's own client and server rules on a simulated world, from seeds, and checks the protocol's invariants.

  --seeds N        how many seeds; 1000 without it
  --from S         the first seed; 1 without it. A seed that failed is told again by --from S --seeds 1
  --defect NAME    plants one mistake and runs until it is noticed
  --defects        plants each mistake in turn
  --help           this

Seeds that failed once are always run first. Ends with 0 when no seed failed and each planted mistake was noticed, else with 1.`;

/** @returns null when only help is wanted. @throws Refusal saying which option and what it must be */
export function readOptions(args: string[]): SimulateOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const onlyDefects = values.defect !== undefined || values.defects;
  return {
    seeds: whole('seeds', values.seeds) ?? (onlyDefects ? 0 : 1_000),
    from: whole('from', values.from) ?? 1,
    defect: values.defect ?? null,
    defects: values.defects,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args, options: { seeds: text, from: text, defect: text, defects: flag, help: flag } })
      .values;
  } catch (error) {
    if (error instanceof TypeError)
      throw new Refusal(`${error.message.split('. ')[0] ?? ''}; --help says more.`);
    throw error;
  }
}

function whole(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Refusal(`--${name} ${value}: give a whole number.`);
}
