import { sessionReused, type Me } from '@quad/shared/identity';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startTestApp, type TestApp } from '../../testing/test-app';
import { OutboxModel } from '../../platform/outbox/outbox.model';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { SessionModel } from './person.model';
import { refreshToken } from './refresh-token';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
});
afterAll(() => test.stop());

const cookie = (headers: Record<string, unknown>, name: string): string => {
  const all = (headers['set-cookie'] ?? []) as string[];
  return all.find((each) => each.startsWith(`${name}=`)) ?? '';
};

describe('signing in', () => {
  it('tells who one is and gives two httpOnly cookies, the refresh cookie for its own path', async () => {
    const answer = await test.anonymous
      .post('/api/v1/session')
      .send({ login: ` ${school.teacher.toUpperCase()} `, password });
    expect(answer.status).toBe(200);
    const me = answer.body as Me;
    expect(me).toMatchObject({
      formalName: 'Ms teacher',
      memberships: [{ role: 'teacher', schoolId: school.schoolId }],
      clock: { real: false },
    });
    expect(me.teaches.map((spell) => spell.classId)).toEqual([school.mathematics]);
    expect(cookie(answer.headers, 'quad_access')).toMatch(/Path=\/;.*HttpOnly; SameSite=Lax/);
    expect(cookie(answer.headers, 'quad_refresh')).toMatch(/Path=\/api\/v1\/session;.*HttpOnly/);
    expect(answer.text).not.toContain('passwordHash');
  });

  it('says the same of an unknown name and a wrong password', async () => {
    const wrong = await test.anonymous
      .post('/api/v1/session')
      .send({ login: school.teacher, password: 'not the password' });
    const unknown = await test.anonymous
      .post('/api/v1/session')
      .send({ login: 'nobody', password: 'not the password' });
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ code: 'wrong_credentials' });
    }
  });

  it('names the field that is missing, refuses operators and unknown keys', async () => {
    const empty = await test.anonymous.post('/api/v1/session').send({ login: '' });
    expect((empty.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([
      'login',
      'password',
    ]);
    expect((await test.anonymous.post('/api/v1/session').send({ login: { $gt: '' }, password })).status).toBe(
      422,
    );
    expect(
      (await test.anonymous.post('/api/v1/session').send({ login: 'x', password, admin: true })).status,
    ).toBe(422);
  });

  it('is refused to a form on another site', async () => {
    const answer = await test.anonymous
      .post('/api/v1/session')
      .set('Sec-Fetch-Site', 'cross-site')
      .send({ login: school.teacher, password });
    expect(answer.body).toMatchObject({ code: 'foreign_origin', status: 403 });
    const old = await test.anonymous
      .post('/api/v1/session')
      .set('Origin', 'https://evil.example')
      .send({ login: school.teacher, password });
    expect(old.status).toBe(403);
  });
});

describe('a session', () => {
  it('goes on by its refresh cookie, and a repeated rotation gets the same successor', async () => {
    const agent = await test.signIn(school.teacher);
    const session = await SessionModel.findOne({}).sort({ createdAt: -1 }).lean();
    const first = refreshToken(session!._id, 1, test.app.platform.secrets.keys.current);
    const rotate = () =>
      test.anonymous.post('/api/v1/session/refresh').set('Cookie', `quad_refresh=${first}`);
    const [one, two] = [await rotate(), await rotate()];
    expect([one.status, two.status]).toEqual([200, 200]);
    const tokenOf = (answer: typeof one): string | undefined =>
      cookie(answer.headers, 'quad_refresh').split(';')[0];
    expect(tokenOf(one)).toBe(tokenOf(two));
    const many = await Promise.all(Array.from({ length: 5 }, rotate));
    expect(new Set(many.map(tokenOf))).toEqual(new Set([tokenOf(one)]));
    const [id, generation, , signature] = first.split('.');
    const nameless = `quad_refresh=${id}.${generation}.${signature}`;
    const old = await test.anonymous.post('/api/v1/session/refresh').set('Cookie', nameless);
    expect(tokenOf(old), 'from the time of one key').toBe(tokenOf(one));
    expect((await agent.get('/api/v1/me')).status).toBe(200);
  });

  it('ends when an old refresh token comes back after the grace: somebody else has it', async () => {
    const agent = await test.signIn(school.colleague);
    const session = (await SessionModel.findOne({}).sort({ createdAt: -1 }).lean())!;
    const token = (generation: number): string =>
      `quad_refresh=${refreshToken(session._id, generation, test.app.platform.secrets.keys.current)}`;
    for (const generation of [1, 2])
      await test.anonymous.post('/api/v1/session/refresh').set('Cookie', token(generation));
    expect((await test.anonymous.post('/api/v1/session/refresh').set('Cookie', token(1))).status).toBe(401);
    expect(await SessionModel.findById(session._id)).toBeNull();
    expect(await OutboxModel.countDocuments({ event: sessionReused.name })).toBe(1);
    await expect.poll(async () => (await agent.get('/api/v1/me')).status).toBe(401);
  });

  it('ends after half a year, however often it is used', async () => {
    const agent = await test.signIn(school.colleague);
    const session = await SessionModel.findOne({}).sort({ createdAt: -1 }).lean();
    const created = (days: number) =>
      SessionModel.updateOne(
        { _id: session!._id },
        { $set: { createdAt: new Date(Date.now() - days * 24 * 3_600_000) } },
      );
    await created(179);
    expect((await agent.post('/api/v1/session/refresh')).status).toBe(200);
    await created(181);
    expect((await agent.post('/api/v1/session/refresh')).status).toBe(401);
  });

  it('that a browser comes with, whoever’s it is, ends when somebody signs in', async () => {
    const foreign = await test.anonymous.post('/api/v1/session').send({ login: school.colleague, password });
    const planted = (foreign.get('Set-Cookie') ?? []).map((line) => line.split(';')[0] ?? '');
    const own = await test.anonymous
      .post('/api/v1/session')
      .set('Cookie', planted)
      .send({ login: school.teacher, password });
    const tokenOf = (answer: typeof own): string => cookie(answer.headers, 'quad_refresh').slice(0, 40);
    expect(tokenOf(own)).not.toBe(tokenOf(foreign));
    expect((own.body as Me).formalName).toBe('Ms teacher');
    const replayed = await test.anonymous.post('/api/v1/session/refresh').set('Cookie', planted);
    expect(replayed.status).toBe(401);
  });

  it('is not had by a forged, foreign or unsigned token', async () => {
    const { id: keyid, access: accessKey } = test.app.platform.secrets.keys.current;
    const claims = { sub: school.pupils[0], sid: 'f'.repeat(24), typ: 'access' };
    const options = { issuer: 'quad', audience: 'quad-api', expiresIn: 600, keyid };
    const forged = [
      jwt.sign(claims, 'another key', options),
      jwt.sign(claims, '', { ...options, algorithm: 'none' }),
      jwt.sign(claims, accessKey, { ...options, audience: 'elsewhere' }),
      jwt.sign({ ...claims, typ: 'refresh' }, accessKey, options),
      jwt.sign(claims, accessKey, options),
      jwt.sign(claims, accessKey, { ...options, keyid: 'made by nobody' }),
      'rubbish',
      `${btoa('{"alg":"HS256","typ":"JWT"}')}.${btoa('no json')}.x`.replaceAll('=', ''),
    ];
    for (const token of forged)
      expect((await test.anonymous.get('/api/v1/me').set('Cookie', `quad_access=${token}`)).status).toBe(401);
    expect(
      (await test.anonymous.post('/api/v1/session/refresh').set('Cookie', 'quad_refresh=a.1.b')).status,
    ).toBe(401);
  });

  it('ends here by signing out, and its cookies go', async () => {
    const agent = await test.signIn(school.office);
    const answer = await agent.delete('/api/v1/session');
    expect(answer.status).toBe(204);
    expect(cookie(answer.headers, 'quad_access')).toMatch(/quad_access=;/);
    expect((await agent.get('/api/v1/me')).status).toBe(401);
  });
});
