import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importsContract, type ImportDetails } from '@quad/shared/imports';
import { adminContract } from '@quad/shared/schools';
import { Refusal, tell } from '../deploy/local/refusal.mjs';
import { say } from '../deploy/local/say.mjs';
import { deviceOf } from './roster/device';
import { readOptions, usage, WrongUsage, type RosterOptions } from './roster/options';
import { parcelOf, type Parcel } from './roster/parcel';
import { passwordFor } from './roster/password';
import { refusalLine, summary } from './roster/report';
import { Server, Unreachable } from './roster/server';

const root = join(import.meta.dirname, '..');
const firstLines = 20;
const awayMs = 2_000;
const mostAway = 30;

/** Hands a file in, says what it would change and, if told to, has it changed. @returns whether it went well */
async function bringIn(options: RosterOptions): Promise<boolean> {
  const parcel = await parcelOf(options.file);
  const server = new Server(options.server, await deviceOf(root));
  await server.signIn(options.login, await passwordFor(options, root));
  try {
    return await handIn(parcel, server, options);
  } finally {
    await server.signOut();
  }
}

async function handIn(parcel: Parcel, server: Server, options: RosterOptions): Promise<boolean> {
  const query = {
    kind: options.kind,
    fileName: parcel.name.slice(-200),
    ...(await schoolIn(server, options)),
  };
  say(`sending ${parcel.name}, ${(parcel.content.size / 1024 / 1024).toFixed(1)} MB`);
  const { importId } = await server.call(importsContract.startImport, { query, file: parcel.content });
  const read = await settled(server, importId, 'reading');
  console.log(summary(read));
  await printRefusals(server, read, options);
  const address = new URL(`/imports/${importId}`, options.server).href;
  if (read.state !== 'ready') return failed(read);
  if (!options.apply) {
    say(`nothing is changed yet: apply it with --apply, or at ${address}`);
    return true;
  }
  const body = options.confirmEnding === null ? {} : { confirmEnding: options.confirmEnding };
  await server.call(importsContract.applyImport, { params: { importId }, body });
  const applied = await settled(server, importId, 'applying');
  if (applied.state !== 'done') return failed(applied);
  if (applied.refusals > read.refusals) await printRefusals(server, applied, options);
  say(
    `done: ${applied.progress.done} of ${applied.changes} changes made, ${applied.refusals} lines not taken; ${address}`,
  );
  return true;
}

/** @throws Refusal when no school of this district has the code */
async function schoolIn(server: Server, { school }: RosterOptions): Promise<{ schoolId?: string }> {
  if (school === null) return {};
  const { rows } = await server.call(adminContract.listSchools, { query: { q: school } });
  const found = rows.find(({ code }) => code === school);
  if (found === undefined) throw new Refusal(`There is no school ${school} here, or it is archived.`);
  return { schoolId: found.schoolId };
}

/** How it stands once it is no longer `state`; says how far it is meanwhile. */
async function settled(
  server: Server,
  importId: string,
  state: 'reading' | 'applying',
): Promise<ImportDetails> {
  let said = '';
  let patience = mostAway;
  for (let pause = 100; ; pause = Math.min(pause * 1.5, 2_000)) {
    const details = await server
      .call(importsContract.readImport, { params: { importId } })
      .catch((error: unknown) => unlessAway(error, patience--));
    if (details === null) {
      await sleep(awayMs);
      continue;
    }
    patience = mostAway;
    if (details.state !== state) return details;
    const { done, total } = details.progress;
    const words = total === 0 ? state : `${state}: ${done} of ${total}`;
    if (words !== said) say(words);
    said = words;
    await sleep(pause);
  }
}

/** The file is with the server: one that restarts goes on with it. */
function unlessAway(error: unknown, patience: number): null {
  if (error instanceof Unreachable && patience > 0) return null;
  throw error;
}

async function printRefusals(
  server: Server,
  { importId }: ImportDetails,
  { all }: RosterOptions,
): Promise<void> {
  for (let page = 1; ; page++) {
    const query = { page };
    const found = await server.call(importsContract.listImportRefusals, { params: { importId }, query });
    const shown = all ? found.rows : found.rows.slice(0, firstLines);
    for (const refusal of shown) console.log(refusalLine(refusal));
    if (!all && found.total > shown.length)
      console.log(`  … ${found.total - shown.length} more; --all shows them`);
    if (!all || page >= found.pages) return;
  }
}

function failed({ state, why }: ImportDetails): false {
  say(`${state}: ${why?.sentence ?? 'the server says no more'}`);
  return false;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(usage);
  else if (!(await bringIn(options))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
