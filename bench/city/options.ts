import { parseArgs } from 'node:util';
import { isoDate, weekdayOf } from '@quad/shared/platform';
import { Refusal } from '../../deploy/local/refusal.mjs';

export interface CityOptions {
  file: string;
  schools: number;
  pupils: number;
  date: string;
  server: URL;
  concurrency: number;
}

const usage =
  'npm run city -- FILE --schools N --pupils P --date YYYY-MM-DD [--url http://127.0.0.1:3000] [--concurrency K]';
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** @throws Refusal saying which option and what it must be */
export function readOptions(args: string[]): CityOptions {
  const { values, positionals } = parse(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Refusal(`Name one attendance file: ${usage}`);
  return {
    file,
    schools: countIn('schools', values.schools, 5_000),
    // what one import takes
    pupils: countIn('pupils', values.pupils, 6_000),
    date: schoolDayIn(values.date),
    server: loopbackIn(values.url),
    concurrency: countIn('concurrency', values.concurrency, 256),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ schools: text, pupils: text, date: text },
        url: { ...text, default: 'http://127.0.0.1:3000' },
        concurrency: { ...text, default: '8' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal(`${error.message.split('. ')[0] ?? ''}: ${usage}`);
    throw error;
  }
}

function countIn(name: string, value: string | undefined, most: number): number {
  if (value !== undefined && /^[1-9]\d{0,5}$/.test(value) && Number(value) <= most) return Number(value);
  throw new Refusal(`--${name} ${value ?? 'is missing'}: give a whole number from 1 to ${most}.`);
}

function schoolDayIn(value: string | undefined): string {
  if (value === undefined || !isoDate.safeParse(value).success)
    throw new Refusal(`--date ${value ?? 'is missing'}: give a day like 2015-03-04.`);
  if (weekdayOf(value) > 5)
    throw new Refusal(
      `--date ${value} is a weekend, and the classes meet from Monday to Friday: choose a weekday.`,
    );
  return value;
}

/** This program makes a district and sets its clock; pointed at somebody's school by mistake it would do harm. */
function loopbackIn(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.protocol === 'http:' && loopback.test(url.hostname)) return url;
  throw new Refusal(
    `--url ${value} is not this machine: the city is built only on a server at http://127.0.0.1 or http://localhost.`,
  );
}
