import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KeyRing, type Master } from './key-ring';

const secret = z.string().min(40);
/** Newest first; `npm run keys -- rotate` adds one. */
const masters = z.array(z.object({ id: z.string().min(1), madeAt: z.int(), secret })).min(1);
const others = { operatorKey: z.string().min(40), demoPassword: z.string().min(12) };
const file = z.union([
  z.object({ ...others, masters }),
  // as it was while there was only one
  z
    .object({ ...others, master: secret })
    .transform(({ master, ...rest }) => ({ ...rest, masters: [onlyMaster(master)] })),
]);

export interface Secrets {
  keys: KeyRing;
  /** opens the operator's door to whoever can read the data folder */
  operatorKey: string;
  demoPassword: string;
}

/** Reads `DATA_DIR/secrets.json`; the first start makes it. Nothing secret is ever in the repository. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  await mkdir(dataDir, { recursive: true });
  const first: Master = { id: randomBytes(6).toString('hex'), madeAt: Date.now(), secret: token() };
  const fresh = { masters: [first], operatorKey: token(), demoPassword: passphrase() };
  // whole before it has its name: two processes may start at once, and the one that comes second reads what the first made
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  await link(draft, path).catch(unlessThere);
  await unlink(draft);
  const read = async (): Promise<z.output<typeof file>> =>
    file.parse(JSON.parse(await readFile(path, 'utf8')));
  const { masters: known, operatorKey, demoPassword } = await read();
  const keys = new KeyRing(known, async () => (await read()).masters);
  return { keys, operatorKey, demoPassword };
}

/** Its id is the same wherever the file is read; deploy/local/keys.mjs derives it so, too. */
function onlyMaster(text: string): Master {
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 12), madeAt: 0, secret: text };
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

const syllables =
  'ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to'.split(
    ' ',
  );

/** Twelve random syllables and two digits: 68 bits, and still something one can type from a screen. */
function passphrase(): string {
  const word = (): string => Array.from({ length: 4 }, () => syllables[randomInt(syllables.length)]).join('');
  return `${word()}-${word()}-${word()}-${randomInt(10, 100)}`;
}
