import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  digestOf,
  type ActionsReply,
  type Entry,
  type Mark,
  type Snapshot,
  type TeacherToday,
} from '@quad/shared/attendance';
import type { Me } from '@quad/shared/identity';
import { MongoClient } from 'mongodb';
import { findMongod, reapMongod, startMongod } from '../deploy/local/mongod.mjs';
import { fastestPlace } from '../deploy/local/test-databases.mjs';
import { startServer, type ServerProcess } from './support/server-process';

/** Marks go on while the server and then the database are killed; what was acknowledged must be in the log, once. */
test('kill -9 of a server and of mongod loses no acknowledged mark', async () => {
  test.setTimeout(180_000);
  const dir = mkdtempSync(join(fastestPlace(), 'quad-durability-'));
  const found = await findMongod();
  let mongod = await startMongod({ ...found, dataDir: join(dir, 'mongo') });
  const env = { MONGODB_URI: mongod.uri, REDIS_URL: '', DATA_DIR: dir, PORT: '0' };
  let server = await startServer(env);
  try {
    const marking = new Marking();
    await marking.signIn(server);
    const run = marking.run();
    await marking.acknowledgedSome(20);
    await server.kill();
    server = await startServer(env);
    marking.url = server.ready.url;
    await marking.acknowledgedSome(20);
    await mongod.kill();
    mongod = await startMongod({ ...found, dataDir: join(dir, 'mongo') });
    await marking.acknowledgedSome(20);
    marking.stopped = true;
    await run;

    const { log, marks, digest } = await marking.stored(mongod.uri);
    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, index) => index + 1));
    const logged = log.map((entry) => entry.mid);
    expect(new Set(logged).size).toBe(logged.length);
    expect(logged).toEqual(expect.arrayContaining([...marking.acknowledged]));
    for (const mid of logged) expect(marking.submitted).toContain(mid);
    expect(digest).toBe(digestOf(marks));
    expect(marking.unanswered).toBeGreaterThan(0);
  } finally {
    await server.stop();
    await reapMongod(join(dir, 'mongo'));
    rmSync(dir, { recursive: true, force: true });
  }
});

interface Stored {
  _id: string;
  log: Entry[];
  marks: Mark[];
  digest: string;
}

/** A device that sends one action after the other, the same mid until it is answered. */
class Marking {
  url = '';
  stopped = false;
  registerId = '';
  /** requests that got no answer: without any, nothing was killed in the middle */
  unanswered = 0;
  readonly submitted: string[] = [];
  readonly acknowledged = new Set<string>();
  #cookie = '';
  #me = '';
  #epoch = 0;
  #pupils: string[] = [];
  readonly #clientId = randomUUID();

  async signIn(server: ServerProcess): Promise<void> {
    this.url = server.ready.url;
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login: 'rao', password: server.ready.password }),
    });
    this.#me = ((await answer.json()) as Me).personId;
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const { rows } = (await this.get('/me/today')) as TeacherToday;
    this.registerId = rows.find((row) => row.live?.seq === 0)?.registerId ?? '';
    const { snapshot } = (await this.get(`/registers/${this.registerId}/sync?epoch=0&since=0`)) as {
      snapshot: Snapshot;
    };
    this.#epoch = snapshot.epoch;
    this.#pupils = snapshot.marks.map((mark) => mark.pupil);
  }

  async run(): Promise<void> {
    for (let n = 1; this.goesOn(); n++) {
      const changes = [{ pupil: this.#pupils[n % this.#pupils.length], code: n % 3 === 0 ? 'A' : 'P' }];
      const action = {
        kind: 'mark',
        mid: randomUUID(),
        n,
        changes,
        seen: { epoch: this.#epoch, seq: 0 },
        at: Date.now(),
      };
      this.submitted.push(action.mid);
      while (!(await this.#send(action)) && this.goesOn());
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  async #send(action: object & { mid: string }): Promise<boolean> {
    const body = {
      clientId: this.#clientId,
      actorId: this.#me,
      epoch: this.#epoch,
      since: 0,
      actions: [action],
    };
    const answer = await fetch(`${this.url}/api/v1/registers/${this.registerId}/actions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(8_000),
    }).catch(() => null);
    if (answer?.status !== 200) {
      this.unanswered += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return false;
    }
    const { results } = (await answer.json()) as ActionsReply;
    if (results[0]?.out !== 'rejected') this.acknowledged.add(action.mid);
    return true;
  }

  goesOn(): boolean {
    return !this.stopped;
  }

  async acknowledgedSome(more: number): Promise<void> {
    const goal = this.acknowledged.size + more;
    while (this.acknowledged.size < goal) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** What the database itself holds, past every layer of the product. */
  async stored(uri: string): Promise<Stored> {
    const client = await MongoClient.connect(uri);
    const record = await client.db().collection<Stored>('registers').findOne({ _id: this.registerId });
    await client.close();
    if (record === null) throw new Error('the register is gone');
    return record;
  }

  async get(path: string): Promise<unknown> {
    const answer = await fetch(`${this.url}/api/v1${path}`, { headers: { cookie: this.#cookie } });
    return answer.json();
  }
}
