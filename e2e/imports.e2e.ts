import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { ImportDetails } from '@quad/shared/imports';
import { strToU8, zipSync } from 'fflate';
import { startServer, type ServerProcess } from './support/server-process';

const pupils = 2_000;
const perClass = 25;
const admin = { givenName: 'Ada', familyName: 'Admin', login: 'roster-admin', password: 'a roster, killed' };

/** The other servers of this run may be the ones that go on with it. */
test('kill -9 in the middle of a roster: it goes on by itself, and the same file then changes nothing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'quad-imports-'));
  const env = { DATA_DIR: dir, PORT: '0', QUAD_DEMO: 'off' };
  let server = await startServer(env);
  try {
    await makeDistrict(server, dir);
    const before = await District.signIn(server);
    const importId = await before.handIn(roster());
    expect(await before.settled(importId, 'reading')).toMatchObject({
      ...{ state: 'ready', refusals: 0 },
      counts: { person: { add: pupils }, enrolment: { add: pupils } },
    });
    await before.post(`/imports/${importId}/apply`, '{}');
    await expect.poll(() => before.done(importId), { intervals: [20] }).toBeGreaterThan(0);
    await server.kill();
    server = await startServer(env);

    const after = await District.signIn(server);
    const cut = await after.read(importId);
    expect(cut.state).toBe('applying');
    expect(cut.progress.done).toBeLessThan(cut.progress.total);
    expect(await after.settled(importId, 'applying')).toMatchObject({ state: 'done', refusals: 0 });
    const again = await after.settled(await after.handIn(roster()), 'reading');
    expect(again).toMatchObject({
      ...{ state: 'ready', changes: 0, refusals: 0 },
      counts: { person: { same: pupils }, role: { same: pupils }, enrolment: { same: pupils } },
    });
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});

/** A district of its own: what it counts is nobody else's. */
async function makeDistrict({ ready }: ServerProcess, dir: string): Promise<void> {
  const { operatorKey } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as {
    operatorKey: string;
  };
  const answer = await fetch(`${ready.url}/api/v1/operator/districts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ code: 'ROSTER', name: 'Roster district', timeZone: 'Europe/London', admin },
      adminsNeedSecondFactor: false,
    }),
  });
  expect(answer.status).toBe(200);
}

/** Its admin, by the public API. */
class District {
  private constructor(
    readonly url: string,
    readonly cookie: string,
  ) {}

  static async signIn({ ready }: ServerProcess): Promise<District> {
    const { login, password } = admin;
    const answer = await fetch(`${ready.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    expect(answer.status).toBe(200);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return new District(`${ready.url}/api/v1`, cookies.join('; '));
  }

  async post(path: string, body: string | Blob): Promise<unknown> {
    const type = typeof body === 'string' ? 'application/json' : body.type;
    const headers = { cookie: this.cookie, 'content-type': type };
    const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    return answer.json();
  }

  async handIn(zip: Blob): Promise<string> {
    const { importId } = (await this.post('/imports?kind=roster&fileName=killed.zip', zip)) as ImportDetails;
    return importId;
  }

  async read(importId: string): Promise<ImportDetails> {
    const answer = await fetch(`${this.url}/imports/${importId}`, { headers: { cookie: this.cookie } });
    return (await answer.json()) as ImportDetails;
  }

  async done(importId: string): Promise<number> {
    return (await this.read(importId)).progress.done;
  }

  async settled(importId: string, state: ImportDetails['state']): Promise<ImportDetails> {
    for (;;) {
      const found = await this.read(importId);
      if (found.state !== state) return found;
      await sleep(200);
    }
  }
}

/** One school, its pupils in classes of 25. */
function roster(): Blob {
  const people = Array.from({ length: pupils }, (_, n) => n);
  const classes = Array.from({ length: pupils / perClass }, (_, n) => n);
  const names = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments'];
  const files: Record<string, string[]> = {
    manifest: [
      'propertyName,value',
      'manifest.version,1.0',
      'oneroster.version,1.1',
      ...names.map((name) => `file.${name},bulk`),
    ],
    orgs: ['sourcedId,name,type,parentSourcedId', 'K,Killed School,school,'],
    academicSessions: ['sourcedId,title,type,startDate,endDate', 'T,Year,term,2026-08-01,2027-07-31'],
    courses: ['sourcedId,title', 'C,Registration'],
    classes: [
      'sourcedId,title,courseSourcedId,classCode,schoolSourcedId,termSourcedIds',
      ...classes.map((n) => `c${n},Class ${n},C,C${n},K,T`),
    ],
    users: [
      'sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName',
      ...people.map((n) => `u${n},true,K,student,killed.${n},Given${n},Family${n}`),
    ],
    enrollments: [
      'sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate',
      ...people.map((n) => `e${n},c${Math.floor(n / perClass)},K,u${n},student,,`),
    ],
  };
  const zip = zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, lines]) => [`${name}.csv`, strToU8(lines.join('\r\n'))]),
    ),
  );
  return new Blob([zip], { type: 'application/zip' });
}
