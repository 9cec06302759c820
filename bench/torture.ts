import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { ensureBuilt } from '../deploy/local/prepare.mjs';
import { tell } from '../deploy/local/refusal.mjs';
import { say } from '../deploy/local/say.mjs';
import { seeded } from './support/seeded';
import { step } from './support/step';
import { check, type StoredRegister } from './torture/check';
import { checkViewings, type StoredViewing } from './torture/check-viewings';
import { closeLinks, startCluster, type Cluster } from './torture/cluster';
import { Crew } from './torture/crew';
import { faults, type Fault, type World } from './torture/faults';
import { readHistory } from './torture/history';
import { inLine, lookAt, strike, type Strike } from './torture/nemesis';
import { readOptions, type TortureOptions } from './torture/options';
import { clearPlace, takePlace } from './torture/place';
import { faultTable, lastLine, total } from './torture/report';
import { makeSchool } from './torture/school';
import { Viewers } from './torture/viewers';

const root = join(import.meta.dirname, '..');
/** A register's log ends at 500 entries; everybody turns to another day’s registers long before. */
const strikesPerDay = 6;
const mostTold = 20;
const viewersWatching = 4;
/** One device's, and of all together: beyond that two cores are busy with nothing but the queue. */
const actsPerSecond = { each: 1.2, all: 30 };
/** When the short version begins no more, ms after its start: a busy machine has time for fewer kinds. */
const shortMs = 75_000;
let place: string | null = null;
let crews: Crew[] = [];

/**
 * Everything at once on real processes: headless devices on the product’s own client core mark the same registers while a
 * nemesis kills, freezes and cuts what stands behind them. Afterwards a checker that shares no code with the product holds
 * what every device saw against what the database has.
 */
async function torture(options: TortureOptions): Promise<boolean> {
  const { seed, short } = options;
  const random = seeded(`torture ${seed}`);
  if (!options.built) await ensureBuilt(root);
  const folder = (place = await takePlace());
  const cluster = await step('Starting mongod × 3, Redis, servers and what is in front of them', () =>
    startCluster(folder, { servers: short ? 2 : 3, doors: 4, nginx: !short, random }),
  );
  const client = await MongoClient.connect(cluster.mongo.uri('checker'), { readConcernLevel: 'majority' });
  const database = client.db();
  const histories = await step(`Boarding ${options.clients} devices`, () =>
    board(cluster, database, options, random),
  );
  const doors = cluster.doors.map(({ port }) => new URL(`http://127.0.0.1:${port}/`));
  const viewers = await Viewers.seat(database, doors, join(folder, 'data'), viewersWatching);
  const world: World = { cluster, crews, random, database };
  const strikes = await strikeAll(world, options, histories.days);
  const settled = await inLine(world, Date.now());
  const { requests, failed, syncs, refreshes, signedOut } = await lookAt(world);
  await Promise.all([viewers.finish(), ...crews.map((crew) => crew.tell({ do: 'finish' }))]);
  const history = readHistory(histories.files);
  const shown = new Set(history.flatMap((line) => (line.t === 'shown' ? [line.register] : [])));
  const stored = await database
    .collection<StoredRegister>('registers')
    .find({ $or: [{ seq: { $gt: 0 } }, { _id: { $in: [...shown] } }] })
    .toArray();
  const verdict = check(history, stored);
  const watched = await lookAtViewings(database, viewers);
  await client.close();

  console.log(`\n${faultTable(strikes)}\n`);
  for (const { fault, register, what } of verdict.violations.slice(0, mostTold))
    console.log(`  ${fault} in ${register}: ${what}`);
  console.log(
    `  ${requests} requests, ${total(failed)} failed, ${refreshes} refreshes, ${signedOut} signed out; ` +
      `${verdict.refused} actions refused with a reason; ${syncs} questions for what was missed, ${verdict.desyncs} repairs by digest`,
  );
  for (const what of watched.wrong) console.log(`  watching: ${what}`);
  console.log(
    `  ${watched.seconds} s of film credited to ${viewers.seen.length} people, ${watched.wrong.length} wrong`,
  );
  const stuck = settled === null || strikes.some(({ convergence }) => convergence === null);
  const isWrong = verdict.violations.length + watched.wrong.length > 0;
  if (isWrong || stuck) keepEvidence(folder, stored, seed);
  console.log(lastLine(strikes, verdict, seed));
  await closeLinks(cluster);
  return !isWrong && !stuck;
}

async function board(
  cluster: Cluster,
  database: Db,
  { clients, seed }: TortureOptions,
  random: () => number,
): Promise<{ files: string[]; days: string[] }> {
  const doors = cluster.doors.map(({ port }) => `http://127.0.0.1:${port}/`);
  const server = new URL(doors[0] ?? '');
  // a phone and a computer each
  const school = await makeSchool(server, cluster.operatorKey, Math.ceil(clients / 2), random, database);
  crews = clients > 40 ? [new Crew(), new Crew()] : [new Crew()];
  const each = Math.ceil(clients / crews.length);
  const rate = Math.min(actsPerSecond.each, actsPerSecond.all / clients);
  const files = crews.map((_, n) => join(place ?? '', `history-${n}.jsonl`));
  await Promise.all(
    crews.map((crew, n) =>
      crew.tell({
        do: 'board',
        ...{ doors, school, devices: Math.min(each, clients - n * each), first: n * each },
        ...{ seed: `${seed} ${n}`, history: files[n] ?? '', actsPerSecond: rate },
      }),
    ),
  );
  return { files, days: school.days };
}

async function lookAtViewings(
  database: Db,
  { seen }: Viewers,
): Promise<{ wrong: string[]; seconds: number }> {
  const viewings = await database.collection<StoredViewing>('viewings').find().toArray();
  const enrolments = await database
    .collection<{ personId: string; seconds: number }>('course_enrolments')
    .find()
    .toArray();
  const seconds = viewings.reduce((sum, each) => sum + each.seconds, 0);
  return { wrong: checkViewings(seen, viewings, enrolments, Date.now()), seconds };
}

async function strikeAll(world: World, options: TortureOptions, days: string[]): Promise<Strike[]> {
  const left = options.short ? shortMs - performance.now() : options.minutes * 60_000;
  const until = Date.now() + left;
  const strikes: Strike[] = [];
  for (const fault of sequence(options, world.random)) {
    if (Date.now() >= until) break;
    if (strikes.length % strikesPerDay === 0) {
      const day = days[strikes.length / strikesPerDay] ?? '';
      await Promise.all(world.crews.map((crew) => crew.tell({ do: 'turn', day })));
    }
    const struck = await strike(fault, world);
    strikes.push(struck);
    const took = struck.convergence === null ? 'never' : `after ${(struck.convergence / 1_000).toFixed(2)} s`;
    say(
      `${fault.name}: back after ${(struck.recovery / 1_000).toFixed(2)} s, in line ${took}; ${struck.acks} acknowledged, ${struck.requests} requests, ${total(struck.failed)} failed${why(struck.failed)}, ${struck.syncs} questions`,
    );
  }
  return strikes;
}

/** Every kind once in a drawn order, then by weight without end; the short version has each that it has time for, once. */
function* sequence({ short, only }: TortureOptions, random: () => number): Generator<Fault> {
  const possible = faults.filter(
    ({ name, needsNginx, slow }) =>
      (only === undefined || name.startsWith(only)) && !(short && (needsNginx === true || slow === true)),
  );
  yield* [...possible]
    .map((fault) => ({ fault, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ fault }) => fault);
  const weighted = possible.flatMap((fault) => Array.from({ length: fault.weight }, () => fault));
  while (!short && weighted.length > 0) {
    const fault = weighted[Math.floor(random() * weighted.length)];
    if (fault !== undefined) yield fault;
  }
}

function why(failed: Readonly<Record<string, number>>): string {
  const named = Object.entries(failed).map(([name, count]) => `${name} ${count}`);
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

/** What a finding can be looked into with, when the run’s folder is gone. */
function keepEvidence(place: string, stored: readonly StoredRegister[], seed: string): void {
  const folder = join(root, '.data', 'torture', seed);
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(place, { recursive: true }) as string[];
  for (const file of files.filter((name) => /\.(log|jsonl)$/.test(name)))
    copyFileSync(join(place, file), join(folder, file.replaceAll('/', '-')));
  writeFileSync(join(folder, 'registers.json'), JSON.stringify(stored));
  console.log(`  What clients saw, what the database has and all logs are kept in ${folder}.`);
}

async function clear(): Promise<void> {
  await Promise.all(crews.map((crew) => crew.end()));
  if (place !== null) await clearPlace(place);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clear().then(() => process.exit(130)));
try {
  if (!(await torture(readOptions(process.argv.slice(2))))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
} finally {
  await clear();
}
