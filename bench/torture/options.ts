import { parseArgs } from 'node:util';
import { Refusal } from '../../deploy/local/refusal.mjs';

export interface TortureOptions {
  minutes: number;
  clients: number;
  seed: string;
  /** without nginx, fewer servers, a fixed sequence: what `npm test` has time for */
  short: boolean;
  /** with the bundle as it lies there */
  built: boolean;
  /** only these, by the beginning of their names */
  only: string | undefined;
}

const usage =
  'npm run torture -- --minutes M [--clients N] [--seed S] [--only FAULT] [--built], or -- --short [--seed S]';

/** @throws Refusal with one sentence that says what is asked for */
export function readOptions(args: string[]): TortureOptions {
  const options = {
    minutes: { type: 'string', default: '5' },
    clients: { type: 'string' },
    seed: { type: 'string' },
    short: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    only: { type: 'string' },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch {
    throw new Refusal(`The torture does not know one of these options: ${usage}.`);
  }
  const { short, built, only } = values;
  const minutes = Number(values.minutes);
  const clients = Number(values.clients ?? (short ? '16' : '60'));
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new Refusal(`--minutes is a number up to a day: ${usage}.`);
  if (!Number.isInteger(clients) || clients < 4 || clients > 200)
    throw new Refusal(`--clients is a whole number from 4 to 200: ${usage}.`);
  return {
    minutes,
    clients,
    short,
    built,
    only,
    seed: values.seed ?? (short ? 'short' : String(Date.now() % 100_000)),
  };
}
