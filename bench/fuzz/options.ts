import { parseArgs } from 'node:util';
import { Refusal } from '../../deploy/local/refusal.mjs';

export interface FuzzOptions {
  requests: number;
  /** random examples of schemathesis an operation and role, besides some fifty at the edges of its shapes; 0 leaves it out */
  examples: number;
  seed: string;
  /** no new requests so many ms after the first; what `npm test` has time for */
  withinMs: number;
  /** with the bundle as it lies there */
  built: boolean;
}

const usage =
  'npm run fuzz -- [--requests N] [--schemathesis EXAMPLES] [--seed S] [--within SECONDS] [--built]';

/** @throws Refusal with one sentence that says what is asked for */
export function readOptions(args: string[]): FuzzOptions {
  const options = {
    requests: { type: 'string', default: '20000' },
    schemathesis: { type: 'string', default: '2' },
    seed: { type: 'string' },
    within: { type: 'string', default: '86400' },
    built: { type: 'boolean', default: false },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch {
    throw new Refusal(`The fuzz does not know one of these options: ${usage}.`);
  }
  const requests = whole(values.requests, 'requests', 10_000_000);
  const examples = whole(values.schemathesis, 'schemathesis', 10_000);
  const withinMs = whole(values.within, 'within', 86_400) * 1_000;
  return {
    ...{ requests, examples, withinMs, built: values.built },
    seed: values.seed ?? String(Date.now() % 100_000),
  };
}

function whole(text: string, option: string, most: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > most)
    throw new Refusal(`--${option} is a whole number up to ${most}: ${usage}.`);
  return Number(text);
}
