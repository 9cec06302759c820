import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { z } from 'zod';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { readEnvironment } from '../../deploy/local/settings.mjs';
import { isDemoAdmin, type RosterOptions } from './options';

const secretsFile = z.object({ demoPassword: z.string() });

/** From the environment, for the demo's admin from the data folder, else typed unseen. @param root where `.env` is looked for */
export async function passwordFor(options: RosterOptions, root: string): Promise<string> {
  const environment = readEnvironment(root, process.env) as Record<string, string | undefined>;
  const { QUAD_PASSWORD: given, DATA_DIR: dataDir = '.data' } = environment;
  if (given !== undefined && given !== '') return given;
  if (isDemoAdmin(options)) {
    // without it the person types the password
    const text = await readFile(join(resolve(root, dataDir), 'secrets.json'), 'utf8').catch(() => null);
    if (text !== null) return secretsFile.parse(JSON.parse(text)).demoPassword;
  }
  return typed(`Password of ${options.login}: `);
}

async function typed(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Refusal('Set QUAD_PASSWORD: there is nobody here to ask for it.');
  process.stdout.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stdout.write('\n');
  }
}
