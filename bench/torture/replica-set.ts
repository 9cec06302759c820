import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Document } from 'mongodb';
import { mkdirSync } from 'node:fs';
import { freePort } from '../../deploy/local/checks.mjs';
import { findMongod } from '../../deploy/local/mongod.mjs';
import { Managed } from './managed';
import { Link } from './proxy';

const name = 'quad';
const patienceMs = 60_000;

interface Member {
  /** past the link */
  port: number;
  process: Managed;
  /** all others, servers and fellow members, reach it through here alone */
  link: Link;
  start(): Promise<void>;
}

/** Three mongods that know each other by their links' addresses, so that every word between them can be held up. */
export class ReplicaSet {
  private constructor(readonly members: readonly Member[]) {}

  static async start(folder: string, random: () => number): Promise<ReplicaSet> {
    const { binary } = (await findMongod()) as { binary: string };
    const members = await Promise.all(
      [1, 2, 3].map(async (n): Promise<Member> => {
        const port = await freePort();
        const mine = join(folder, `mongo-${n}`);
        mkdirSync(join(mine, 'db'), { recursive: true });
        const args = [
          ...['--dbpath', join(mine, 'db'), '--bind_ip', '127.0.0.1', '--port', String(port)],
          ...['--replSet', name, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256'],
          ...['--nounixsocket', '--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
          ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
        ];
        const process = new Managed(
          'mongod',
          mine,
          () => ({ command: binary, args }),
          () => answers(port),
        );
        const link = await new Link({ targets: [port], nameOf, random }).listen();
        return { port, process, link, start: () => startBehind(link, process) };
      }),
    );
    const set = new ReplicaSet(members);
    await Promise.all(members.map((member) => member.start()));
    await set.#initiate();
    await set.primary();
    return set;
  }

  /** @param application names whose connections these are; see `nameOf` */
  uri(application: string): string {
    const hosts = this.members.map(({ link }) => `127.0.0.1:${link.port}`).join(',');
    return `mongodb://${hosts}/quad?replicaSet=${name}&appName=${application}`;
  }

  /** Waits until somebody takes writes. */
  async primary(): Promise<Member> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      for (const member of this.members) {
        // one that is dead or frozen is no primary
        const hello = await ask(member.port, { hello: 1 }).catch(() => null);
        if (hello?.isWritablePrimary === true) return member;
      }
      await sleep(50);
    }
    throw new Error(`no mongod became primary within ${patienceMs / 1_000} s`);
  }

  async secondary(): Promise<Member> {
    const primary = await this.primary();
    const other = this.members.find((member) => member !== primary);
    if (other === undefined) throw new Error('a set of one');
    return other;
  }

  async #initiate(): Promise<void> {
    const members = this.members.map(({ link }, _id) => ({ _id, host: `127.0.0.1:${link.port}` }));
    const settings = { electionTimeoutMillis: 1_500, heartbeatIntervalMillis: 500, heartbeatTimeoutSecs: 2 };
    const first = this.members[0]?.port ?? 0;
    await ask(first, { replSetInitiate: { _id: name, members, settings } });
  }
}

/** A mongod that starts looks itself up by the link's address, perhaps before it listens. */
async function startBehind(link: Link, process: Managed): Promise<void> {
  link.patienceMs = 2_000;
  await process.start();
  link.patienceMs = 0;
}

/** A Quad server says its name in the first bytes of each connection; whoever doesn't is a fellow member. */
function nameOf(first: Buffer): string {
  return /quad-\d/.exec(first.toString('latin1'))?.[0] ?? 'member';
}

/** One command to one mongod, past every link. */
export async function ask(port: number, command: Document): Promise<Document> {
  const limits = { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000, socketTimeoutMS: 20_000 };
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, limits);
  try {
    return await client.db('admin').command(command);
  } finally {
    await client.close();
  }
}

async function answers(port: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    // until it listens every question fails
    const reply = await ask(port, { ping: 1 }).catch(() => null);
    if (reply !== null) return;
    await sleep(50);
  }
  throw new Error(`mongod does not answer on port ${port}`);
}
