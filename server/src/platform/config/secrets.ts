import { createSecretKey, hkdfSync, randomBytes, randomInt, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const file = z.object({
  master: z.string().min(40),
  operatorKey: z.string().min(40),
  demoPassword: z.string().min(12),
});

export interface Secrets {
  /** signs access tokens */
  accessKey: KeyObject;
  /** derives refresh tokens */
  refreshKey: KeyObject;
  /** derives one-time codes and what they are found by */
  codeKey: KeyObject;
  /** tells equal requests apart from others under one key */
  repeatKey: KeyObject;
  /** opens the operator's door to whoever can read the data folder */
  operatorKey: string;
  demoPassword: string;
}

/** Reads `DATA_DIR/secrets.json`; the first start makes it. Nothing secret is ever in the repository. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  await mkdir(dataDir, { recursive: true });
  const fresh = { master: token(), operatorKey: token(), demoPassword: passphrase() };
  // whole before it has its name: two processes may start at once, and the one that comes second reads what the first made
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  await link(draft, path).catch(unlessThere);
  await unlink(draft);
  const { master, operatorKey, demoPassword } = file.parse(JSON.parse(await readFile(path, 'utf8')));
  return {
    accessKey: derive(master, 'access'),
    refreshKey: derive(master, 'refresh'),
    codeKey: derive(master, 'codes'),
    repeatKey: derive(master, 'repeat'),
    operatorKey,
    demoPassword,
  };
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

/** A key object, made once: jsonwebtoken would try to read raw bytes as a public key first, on every request. */
function derive(master: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, 'quad', purpose, 32)));
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
