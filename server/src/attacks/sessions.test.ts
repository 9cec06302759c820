import { request } from 'node:http';
import jwt from 'jsonwebtoken';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersonModel, SessionModel } from '../modules/identity/person.model';
import { refreshToken } from '../modules/identity/refresh-token';
import { aSchool, type ASchool } from '../modules/schools/schools.builders';
import { eventually, password, startTestApp, type TestApp } from '../testing/test-app';

let test: TestApp;
let school: ASchool;
/** What a browser of the office holds. */
let held: { access: string; refresh: string };
let sessionId: string;
let personId: string;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  personId = (await PersonModel.findOne({ login: school.office }))?._id ?? '';
});
beforeEach(async () => {
  const answer = await signIn();
  held = { access: cookieIn(answer, 'quad_access'), refresh: cookieIn(answer, 'quad_refresh') };
  sessionId = held.refresh.split('.')[0] ?? '';
});
afterAll(() => test.stop());

type Answer = Awaited<ReturnType<typeof signIn>>;
const signIn = (cookie = '') =>
  test.anonymous.post('/api/v1/session').set('Cookie', cookie).send({ login: school.office, password });
const cookieIn = (answer: Answer, name: string): string =>
  (answer.get('Set-Cookie') ?? []).find((line) => line.startsWith(`${name}=`))?.split(/[=;]/)[1] ?? '';
const refresh = (token: string) =>
  test.anonymous.post('/api/v1/session/refresh').set('Cookie', `quad_refresh=${token}`);
const me = (access: string) => test.anonymous.get('/api/v1/me').set('Cookie', `quad_access=${access}`);
const tokenOf = (generation: number): string =>
  refreshToken(sessionId, generation, test.app.platform.secrets.keys.current);

describe('a stolen refresh token', () => {
  it('asked for many times at once gives one successor, the same to all', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(held.refresh)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map((answer) => cookieIn(answer, 'quad_refresh')));
    expect([...successors]).toEqual([tokenOf(2)]);
    expect(await SessionModel.findById(sessionId).lean()).toMatchObject({ generation: 2 });
  });

  it('of an older generation ends the session for thief and owner, on open sockets, too, and no other session', async () => {
    const other = cookieIn(await signIn(), 'quad_access');
    const socket = io(test.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: `quad_access=${held.access}` },
      reconnection: false,
      forceNew: true,
    });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    for (const generation of [1, 2]) expect((await refresh(tokenOf(generation))).status).toBe(200);
    const replayed = await refresh(tokenOf(1));
    expect([replayed.status, cookieIn(replayed, 'quad_refresh')]).toEqual([401, '']);
    await eventually(() => socket.disconnected);
    expect((await refresh(tokenOf(3))).status).toBe(401);
    expect((await me(held.access)).status).toBe(401);
    expect((await me(other)).status).toBe(200);
  });

  it('is no longer retried half a minute later', async () => {
    expect((await refresh(held.refresh)).status).toBe(200);
    await SessionModel.updateOne({ _id: sessionId }, { $set: { rotatedAt: new Date(Date.now() - 31_000) } });
    expect((await refresh(held.refresh)).status).toBe(401);
    expect(await SessionModel.findById(sessionId)).toBeNull();
  });

  it('with another session, generation or key in it is none', async () => {
    const [, , key = '', mac = ''] = held.refresh.split('.');
    const forged = [
      `${'f'.repeat(24)}.1.${key}.${mac}`,
      `${sessionId}.2.${key}.${mac}`,
      `${sessionId}.1.unknown.${mac}`,
      `${sessionId}.1..${mac}`,
      `${sessionId}.1.${mac}`.slice(0, -1),
      `${sessionId}.01.${key}.${mac}`,
      held.access,
    ];
    for (const token of forged) expect((await refresh(token)).status, token).toBe(401);
    expect(await SessionModel.findById(sessionId).lean()).toMatchObject({ generation: 1 });
  });
});

describe('a planted session', () => {
  it('is not the one somebody signs in to', async () => {
    const answer = await signIn(`quad_access=${held.access}; quad_refresh=${held.refresh}`);
    const fresh = cookieIn(answer, 'quad_refresh');
    expect(fresh).not.toContain(sessionId);
    expect((await me(held.access)).status).toBe(401);
    expect((await refresh(held.refresh)).status).toBe(401);
  });

  it('of one’s own making is not taken', async () => {
    const answer = await signIn(`quad_access=mine; quad_refresh=${'a'.repeat(24)}.1.x.${'b'.repeat(43)}`);
    expect(answer.status).toBe(200);
    expect(cookieIn(answer, 'quad_refresh')).not.toContain('a'.repeat(24));
  });
});

describe('an access token', () => {
  it('is taken as it was signed, and in no other way', async () => {
    const { id, access } = test.app.platform.secrets.keys.current;
    const claims = { sub: personId, sid: sessionId, typ: 'access' };
    const rules = { issuer: 'quad', audience: 'quad-api', expiresIn: 600, keyid: id } as const;
    const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const [, payload = '', signature = ''] = held.access.split('.');
    const forged: Record<string, string> = {
      'alg none': `${encoded({ alg: 'none', typ: 'JWT', kid: id })}.${payload}.`,
      'alg none, signed': `${encoded({ alg: 'none', typ: 'JWT', kid: id })}.${payload}.${signature}`,
      'another algorithm': jwt.sign(claims, access, { ...rules, algorithm: 'HS512' }),
      'another key': jwt.sign(claims, test.app.platform.secrets.operatorKey, rules),
      'the key’s name as key': jwt.sign(claims, id, rules),
      'no key’s name': jwt.sign(claims, access, { issuer: 'quad', audience: 'quad-api', expiresIn: 600 }),
      'a path as key’s name': jwt.sign(claims, '', { ...rules, algorithm: 'none', keyid: '../../dev/null' }),
      'another kind': jwt.sign({ ...claims, typ: 'refresh' }, access, rules),
      'another issuer': jwt.sign(claims, access, { ...rules, issuer: 'quad.example' }),
      'another audience': jwt.sign(claims, access, { ...rules, audience: 'quad' }),
      expired: jwt.sign(claims, access, { ...rules, expiresIn: -1 }),
      'not begun': jwt.sign(claims, access, { ...rules, notBefore: 60 }),
      'somebody else by this session': jwt.sign({ ...claims, sub: school.pupils[0] }, access, rules),
      'a changed payload': [held.access.split('.')[0], encoded({ ...claims, sub: 'x' }), signature].join('.'),
      'a refresh token': held.refresh,
    };
    for (const [how, token] of Object.entries(forged)) expect((await me(token)).status, how).toBe(401);
    expect((await me(jwt.sign(claims, access, rules))).status).toBe(200);
  });
});

describe('another site', () => {
  const strangers: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: '' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://127.0.0.1.evil.example' },
  ];

  it('has nothing done by a browser that holds our cookies', async () => {
    const people = await PersonModel.countDocuments();
    const body = { role: 'teacher', givenName: 'Eve', familyName: 'Evil' };
    for (const headers of strangers) {
      const answer = await test.anonymous
        .post(`/api/v1/schools/${school.schoolId}/people`)
        .set({ Cookie: `quad_access=${held.access}`, ...headers })
        .send(body);
      expect(answer.body, JSON.stringify(headers)).toMatchObject({ status: 403, code: 'foreign_origin' });
    }
    // what a form can send without asking first, from a browser too old to say whence
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await test.anonymous
        .post(`/api/v1/schools/${school.schoolId}/people`)
        .set({ Cookie: `quad_access=${held.access}`, 'Content-Type': type })
        .send(JSON.stringify(body));
      expect(answer.status, type).toBeGreaterThanOrEqual(400);
    }
    expect(await PersonModel.countDocuments()).toBe(people);
  });

  it('signs nobody out, in or on', async () => {
    const cookie = `quad_access=${held.access}; quad_refresh=${held.refresh}`;
    const from = { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' };
    const asked = [
      test.anonymous.delete('/api/v1/session').set(from),
      test.anonymous.post('/api/v1/session/refresh').set(from),
      test.anonymous.post('/api/v1/session').set(from).send({ login: school.student, password }),
    ];
    for (const answer of await Promise.all(asked))
      expect([answer.status, answer.get('Set-Cookie') ?? []]).toEqual([403, []]);
    expect((await me(held.access)).status).toBe(200);
  });

  it('opens no socket', async () => {
    for (const headers of strangers) {
      const socket = io(test.url, {
        transports: ['websocket'],
        extraHeaders: { cookie: `quad_access=${held.access}`, ...headers },
        reconnection: false,
        forceNew: true,
      });
      const came = await new Promise<string>((resolve) => {
        socket.once('connect', () => resolve('in'));
        socket.once('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      expect(came, JSON.stringify(headers)).toBe('refused');
    }
  });
});

it('no path leads out of the client’s folder, to the secrets or past the door of the API', async () => {
  const { operatorKey } = test.app.platform.secrets;
  const paths = [
    ...[
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5csecrets.json',
    ],
    ...[
      '/assets/..\\..\\package.json',
      '/%00',
      '/assets/x%00.js',
      '/%c0%ae%c0%ae/package.json',
      '//etc/passwd',
    ],
    ...[
      '/.git/config',
      '/.env',
      '/secrets.json',
      '/package.json',
      '/api/v1/../../package.json',
      '/api/v1/%2e%2e/me',
    ],
    ...[
      `/api/v1/schools/..%2f${school.schoolId}`,
      '/api/v1/schools/%00',
      '/api/v1//me',
      '/API/V1/ME',
      '/api/v1/me/',
    ],
    ...['/socket.io/../package.json', '/socket.io/?EIO=4&transport=polling'],
  ];
  // whatever is no file is a page of the client, which knows its own 404
  const shell = (await raw('/')).text;
  for (const path of paths) {
    const { status, text } = await raw(path);
    const isRefused = status >= 400 && status < 500;
    expect(isRefused || (!path.startsWith('/api') && text === shell), `${path} ${status}`).toBe(true);
    expect(text, path).not.toMatch(/"name": ?"@?quad|root:|\[core\]/);
    expect(text, path).not.toContain(operatorKey);
  }
});

/** As the bytes stand: no client in between that would put a path in order. */
function raw(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(test.url), { path }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
