import { parseArgs } from 'node:util';
import { importKinds, type ImportKindName } from '@quad/shared/imports';
import { Refusal } from '../../deploy/local/refusal.mjs';

export interface RosterOptions {
  file: string;
  apply: boolean;
  /** how many people may be left without a role or a class, where they are more than 5 % */
  confirmEnding: number | null;
  kind: ImportKindName;
  /** its code; for a timetable or a history */
  school: string | null;
  server: URL;
  login: string;
  /** every refused line, not only the first */
  all: boolean;
}

export const usage = `npm run roster -- FILE [options]

Brings a file into the running server: reads it, compares it and says what it would change. FILE is a zip, a CSV, or a
folder of CSV files. Nothing is changed without --apply.

  --apply                make the changes
  --confirm-ending N     with --apply, for a file that leaves more than 5 % of the people without a role or a class:
                         exactly how many
  --kind KIND            roster (without it), timetable or history
  --school CODE          whose timetable or history it is
  --url URL              the server; http://127.0.0.1:3000 without it
  --login NAME           who hands it in; the demo's district admin without it
  --all                  every refused line, not only the first 20
  --help                 this

The password is taken from QUAD_PASSWORD, for the demo's admin from the data folder, and else asked for.
Ends with 0 when the file was read (with --apply: applied), 1 when it was refused or failed, 2 when this was called wrongly.`;

/** What was typed is not how this is called. */
export class WrongUsage extends Refusal {}

const demoAdmin = 'amina';
export const isDemoAdmin = ({ login }: RosterOptions): boolean => login === demoAdmin;

/** @returns null when only help is wanted. @throws WrongUsage saying which option and what it must be */
export function readOptions(args: string[]): RosterOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new WrongUsage('Name one file or folder; --help says more.');
  const kind = importKinds.find((each) => each === values.kind);
  if (kind === undefined) throw new WrongUsage(`--kind ${values.kind}: one of ${importKinds.join(', ')}.`);
  const school = values.school ?? null;
  if ((kind === 'roster') !== (school === null))
    throw new WrongUsage(
      kind === 'roster'
        ? '--school: a roster is the district’s, leave it out.'
        : `--school is missing: whose ${kind} is it? Give the school’s code.`,
    );
  return {
    ...{ file, kind, school, apply: values.apply, login: values.login, all: values.all },
    confirmEnding: numberIn(values['confirm-ending']),
    server: serverIn(values.url),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ apply: flag, all: flag, help: { ...flag, short: 'h' }, school: text, 'confirm-ending': text },
        kind: { ...text, default: 'roster' },
        url: { ...text, default: 'http://127.0.0.1:3000' },
        login: { ...text, default: demoAdmin },
      },
    });
  } catch (error) {
    if (error instanceof TypeError)
      throw new WrongUsage(`${error.message.split('. ')[0] ?? ''}; --help says more.`);
    throw error;
  }
}

function numberIn(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,7}$/.test(value)) return Number(value);
  throw new WrongUsage(`--confirm-ending ${value}: give a whole number.`);
}

function serverIn(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new WrongUsage(`--url ${value}: give an address like http://127.0.0.1:3000.`);
}
