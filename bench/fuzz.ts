import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { MongoClient, type Db } from 'mongodb';
import { ensureBuilt } from '../deploy/local/prepare.mjs';
import { tell } from '../deploy/local/refusal.mjs';
import { say } from '../deploy/local/say.mjs';
import { ask, type Finding, type Tally } from './fuzz/ask';
import { readOptions, type FuzzOptions } from './fuzz/options';
import { plans } from './fuzz/plan';
import { sendBroken } from './fuzz/raw';
import { endSchemathesis, runSchemathesis, type Schemathesized } from './fuzz/schemathesis';
import { Sender } from './fuzz/send';
import { memoryOf, startFuzzed, type FuzzedServer } from './fuzz/server';
import { fuzzSockets } from './fuzz/sockets';
import { World } from './fuzz/world';
import { Api } from './support/api';
import { seeded } from './support/seeded';
import { step } from './support/step';
import { clearPlace, takePlace } from './torture/place';

const root = join(import.meta.dirname, '..');
/** Requests end roles, classes and years: after so many there is a fresh world to be asked about. */
const roundOf = 2_000;
const lanes = 4;
/** Where ids are read anew and the clock is set back. */
const tendEvery = 150;
const shrinkSteps = 60;
const mostFindings = 20;
const mostMemoryMiB = 1_200;
let place: string | null = null;

class Fuzz {
  readonly tally: Tally = { requests: 0, byStatus: new Map(), overloaded: 0, slowestMs: 0 };
  readonly findings = new Map<string, Finding>();
  schemathesis: Schemathesized = { cases: null, failures: 0, why: 'not asked for' };
  #memoryMiB = 0;
  #began = 0;
  readonly #sender: Sender;
  readonly #random: () => number;

  constructor(
    private readonly options: FuzzOptions,
    private readonly server: FuzzedServer,
    private readonly database: Db,
    private readonly api: Api,
  ) {
    this.#sender = new Sender(server.url);
    this.#random = seeded(`fuzz ${options.seed}`);
  }

  async run(): Promise<void> {
    this.#began = performance.now();
    for (let round = 1; this.#goesOn(); round++) {
      const world = await World.make(this.api, this.database, this.server.operatorKey);
      if (round === 1) this.#began = performance.now();
      await this.#round(world);
      await this.#broken();
      await this.#sockets(world);
      say(
        `round ${round}: ${this.tally.requests} requests, ${this.findings.size} findings, ${this.#memoryMiB} MiB`,
      );
    }
    if (this.options.examples > 0) {
      const world = await World.make(this.api, this.database, this.server.operatorKey);
      const asked = { examples: this.options.examples, seed: this.#seed(), folder: place ?? '' };
      this.schemathesis = await step('Schemathesis on the OpenAPI document', () =>
        runSchemathesis(world, this.server.url, asked),
      );
    }
    this.#sender.close();
  }

  #goesOn(): boolean {
    const { requests, withinMs } = this.options;
    return (
      this.tally.requests < requests &&
      performance.now() - this.#began < withinMs &&
      this.findings.size < mostFindings &&
      this.server.process.runs
    );
  }

  #seed(): number {
    return Math.floor(this.#random() * 2 ** 31);
  }

  async #round(world: World): Promise<void> {
    const until = Math.min(this.tally.requests + roundOf, this.options.requests);
    const lane = async (): Promise<void> => {
      while (this.tally.requests < until && this.#goesOn()) await this.#check(world, until);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  /** Asks until something new is found, which fast-check then makes as small as it can. */
  async #check(world: World, until: number): Promise<void> {
    const found: Finding[] = [];
    let steps = 0;
    const property = fc.asyncProperty(plans, async (plan) => {
      const [first] = found;
      if (first === undefined ? this.tally.requests >= until || !this.#goesOn() : ++steps > shrinkSteps)
        return;
      if (this.tally.requests % tendEvery === 0) await this.#tend(world);
      const finding = await ask(plan, world, this.#sender, this.tally);
      if (finding === null || this.findings.has(finding.key)) return;
      if (first !== undefined && first.key !== finding.key) return;
      found.unshift(finding);
      throw new Error(finding.what);
    });
    await fc.check(property, { numRuns: tendEvery, seed: this.#seed() });
    const [smallest] = found;
    if (smallest === undefined) return;
    // the log is written a moment later
    await sleep(200);
    this.#report(smallest);
  }

  async #tend(world: World): Promise<void> {
    await Promise.all([world.setClock(), world.ids.read()]);
    const memory = this.server.process.runs ? memoryOf(this.server.process.pid) : null;
    this.#memoryMiB = Math.max(this.#memoryMiB, memory ?? 0);
    if (this.#memoryMiB > mostMemoryMiB)
      this.#report({ key: 'memory', what: `the server holds ${this.#memoryMiB} MiB`, curl: '', answer: '' });
  }

  async #broken(): Promise<void> {
    const { count, faults } = await sendBroken(this.#sender);
    this.tally.requests += count;
    for (const { sent, answer } of faults)
      this.#report({ key: sent, what: 'broken HTTP', curl: sent, answer });
  }

  async #sockets(world: World): Promise<void> {
    const { sent, faults } = await fuzzSockets(world, this.server.url, this.#seed(), 15);
    this.tally.requests += sent;
    for (const fault of faults) this.#report({ key: fault, what: fault, curl: '(on a socket)', answer: '' });
  }

  #report(finding: Finding): void {
    if (this.findings.has(finding.key)) return;
    this.findings.set(finding.key, finding);
    const requestId = /"requestId":"([\w-]+)"/.exec(finding.answer)?.[1];
    const log = requestId === undefined ? '' : `\n  log: ${this.server.said(requestId).slice(0, 1_500)}`;
    console.log(`\n${finding.key}\n  ${finding.what}\n${finding.curl}\n  answer: ${finding.answer}${log}\n`);
  }
}

async function fuzz(options: FuzzOptions): Promise<boolean> {
  if (!options.built) await ensureBuilt(root);
  const folder = (place = await takePlace());
  const server = await step('Starting a MongoDB and a server to ask', () => startFuzzed(folder));
  const client = await MongoClient.connect(server.mongodbUri);
  const api = new Api(server.url, { connections: 4, patienceMs: 10_000 });
  const fuzzed = new Fuzz(options, server, client.db(), api);
  try {
    await fuzzed.run();
  } finally {
    api.close();
    await client.close();
  }
  const { tally, findings, schemathesis } = fuzzed;
  const statuses = [...tally.byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`);
  console.log(`\n  ${statuses.join(', ')}; slowest ${Math.round(tally.slowestMs)} ms; seed ${options.seed}`);
  if (!server.process.runs) console.log('  The server is gone.');
  const cases =
    schemathesis.cases === null
      ? `no schemathesis cases (${schemathesis.why ?? ''})`
      : `${schemathesis.cases} schemathesis cases`;
  const found = findings.size + schemathesis.failures + (server.process.runs ? 0 : 1);
  console.log(`fuzz: ${tally.requests} requests, ${cases}, ${found} findings`);
  return found === 0;
}

async function clear(): Promise<void> {
  endSchemathesis();
  if (place !== null) await clearPlace(place);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clear().then(() => process.exit(130)));
try {
  if (!(await fuzz(readOptions(process.argv.slice(2))))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
} finally {
  await clear();
}
