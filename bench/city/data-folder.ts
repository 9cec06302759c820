import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { readEnvironment } from '../../deploy/local/settings.mjs';

const cityFile = z.object({
  adminPassword: z.string().min(12),
  teacherKey: z.string().min(40),
  pupils: z.int(),
});
const secretsFile = z.object({ operatorKey: z.string() });

export interface City {
  dataDir: string;
  operatorKey: string;
  adminPassword: string;
  passwordOf: (login: string) => string;
}

/**
 * The keys of the city in this data folder; the first run makes them, and each later one signs in with the same.
 * @param root where `.env` is looked for
 */
export async function openCity(root: string, pupils: number): Promise<City> {
  const environment = readEnvironment(root, process.env) as Record<string, string | undefined>;
  const dataDir = resolve(root, environment.DATA_DIR ?? '.data');
  const operatorKey = environment.QUAD_OPERATOR_KEY ?? (await operatorKeyIn(dataDir));
  const path = join(dataDir, 'city.json');
  await mkdir(dataDir, { recursive: true });
  const fresh = { adminPassword: token(12), teacherKey: token(32), pupils };
  await writeFile(path, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 }).catch(
    unlessCode('EEXIST'),
  );
  const {
    adminPassword,
    teacherKey,
    pupils: before,
  } = cityFile.parse(JSON.parse(await readFile(path, 'utf8')));
  if (before !== pupils)
    throw new Refusal(
      `The city in ${dataDir} was built with --pupils ${before}: use that number, or another DATA_DIR.`,
    );
  return {
    dataDir,
    operatorKey,
    adminPassword,
    passwordOf: (login) => createHmac('sha256', teacherKey).update(login).digest('base64url').slice(0, 24),
  };
}

async function operatorKeyIn(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secrets.json');
  const text = await readFile(path, 'utf8').catch(unlessCode('ENOENT'));
  if (text === undefined)
    throw new Refusal(
      `There is no ${path}: start Quad on this data folder first (DATA_DIR says which), or set QUAD_OPERATOR_KEY.`,
    );
  return secretsFile.parse(JSON.parse(text)).operatorKey;
}

function unlessCode(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error;
  };
}

function token(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
