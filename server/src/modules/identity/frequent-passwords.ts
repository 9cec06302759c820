import { readFileSync } from 'node:fs';
import { folded } from '@quad/shared/platform';
import { Bloom } from '../../platform/crypto/bloom';

/** Half a million passwords in little more than a megabyte; how it is made: server/data/frequent-passwords.ts. */
const file = import.meta.url.endsWith('.ts')
  ? '../../../data/frequent-passwords.bin'
  : '../data/frequent-passwords.bin';
let frequent: Bloom | null = null;

/** Fewer letters than that say nothing about the rest of a password. */
const shortestBase = 5;
/** More than that around a frequent word is worth something by itself. */
const mostAround = 6;
/** What people write for letters; 1 is an i or an l. */
const disguises: [RegExp, string][] = [
  [/0/g, 'o'],
  [/3/g, 'e'],
  [/[4@]/g, 'a'],
  [/[5$]/g, 's'],
  [/7/g, 't'],
];
/** Typed along: as good as one key. */
const rows = [
  '0123456789',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
];
const runs = [...rows, ...rows.map((row) => Array.from(row).reverse().join(''))];

/** Whether it is one of those that are tried first, however it is written, doubled, or with a few characters around it. */
export function isFrequent(password: string): boolean {
  frequent ??= new Bloom(readFileSync(new URL(file, import.meta.url)));
  const whole = folded(password.normalize('NFKC'));
  return formsOf(whole).some((form) => isPlain(form) || frequent?.has(form));
}

function formsOf(whole: string): string[] {
  const letters = whole.replace(/^\P{L}+|\P{L}+$/gu, '');
  const around = whole.replace(letters, '');
  const isMostOfIt = letters.length >= shortestBase && (around.length <= mostAround || isPlain(around));
  const bare = [whole, whole.replaceAll(/[^\p{L}\p{N}]/gu, ''), ...(isMostOfIt ? [letters] : [])];
  const forms = bare
    .flatMap((form) => [form, undoubled(form)])
    .flatMap((form) => [form, ...undisguised(form)]);
  return [...new Set(forms)].filter((form) => form.length >= shortestBase || form.length * 2 < whole.length);
}

/** “footballfootball” says no more than “football”. */
function undoubled(text: string): string {
  return /^(.+?)\1+$/.exec(text)?.[1] ?? text;
}

function undisguised(text: string): string[] {
  const plain = disguises.reduce((done, [sign, letter]) => done.replaceAll(sign, letter), text);
  return [plain.replaceAll(/[1!]/g, 'i'), plain.replaceAll(/[1!]/g, 'l')];
}

/** One, two or three keys again and again, or keys in a row. */
function isPlain(form: string): boolean {
  if (new Set(form).size <= 3) return true;
  return runs.some((run) => run.repeat(Math.ceil(form.length / run.length) + 1).includes(form));
}
