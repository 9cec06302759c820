import type { Me, NewSecondFactor, RecoveryCodes, SecondFactor, SignedInDevice } from '@quad/shared/identity';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotate } from '../../../../deploy/local/keys.mjs';
import { password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { DistrictModel } from '../schools/school.model';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { PersonModel, SessionModel } from './person.model';
import { resealSecondFactors } from './reseal';
import { SecondFactorModel } from './second-factor.model';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  // each test has a person of its own in it
  school = await aSchool(test.app.platform, { password });
});
afterAll(() => test.stop());

const path = '/api/v1/me/second-factor';
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
const idOf = async (login: string): Promise<string> => (await PersonModel.findOne({ login }))?._id ?? '';
const signIn = (login: string, code?: string) =>
  test.anonymous.post('/api/v1/session').send({ login, password, ...(code !== undefined && { code }) });
const prove = (agent: Agent, body: object) => agent.post('/api/v1/me/proof').send(body);
/** As if the half minute were over. */
const later = (personId: string) => SecondFactorModel.updateOne({ _id: personId }, { $set: { lastStep: 0 } });
/** As if the last proof were long ago. */
async function unproved(personId: string): Promise<void> {
  await SessionModel.updateMany({ personId }, { $set: { provedAt: new Date(0) } });
  await test.app.platform.cache.clear();
}

async function turnedOn(agent: Agent): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await agent.post(path)).body as NewSecondFactor;
  const answer = await agent.put(path).send({ code: codeOf(secret) });
  expect(answer.status, answer.text).toBe(200);
  return { secret, codes: (answer.body as RecoveryCodes).codes };
}

describe('my devices', () => {
  it('are listed with this one marked, and can be signed out; nobody else’s can', async () => {
    const [phone, desk] = [await test.signIn(school.student), await test.signIn(school.student)];
    const foreign = await test.signIn(school.colleague);
    const listed = (await desk.get('/api/v1/me/devices')).body as SignedInDevice[];
    expect(listed.map(({ here }) => here).sort()).toEqual([false, true]);
    const other = listed.find(({ here }) => !here)?.sessionId ?? '';
    expect((await foreign.delete(`/api/v1/me/devices/${other}`)).status).toBe(404);
    expect((await phone.get('/api/v1/me')).status).toBe(200);
    expect((await desk.delete(`/api/v1/me/devices/${other}`)).status).toBe(204);
    expect((await desk.delete(`/api/v1/me/devices/${other}`)).status).toBe(404);
    expect((await phone.get('/api/v1/me')).status).toBe(401);
    expect((await desk.get('/api/v1/me/devices')).body).toHaveLength(1);
    expect((await test.anonymous.get('/api/v1/me/devices')).status).toBe(401);
  });
});

describe('one-time codes', () => {
  it('are on once a first code confirms them, and are asked for at sign-in, each good once', async () => {
    const agent = await test.signIn(school.teacher);
    const elsewhere = await test.signIn(school.teacher);
    expect((await agent.get(path)).body).toEqual({
      on: false,
      needed: false,
      since: null,
      recoveryCodesLeft: 0,
    });
    const begun = (await agent.post(path)).body as NewSecondFactor;
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Quad:.*digits=6&period=30/);
    expect((await agent.put(path).send({ code: '000000' })).body).toMatchObject({ code: 'wrong_code' });
    expect((await signIn(school.teacher)).status).toBe(200);

    const spent = codeOf(begun.secret);
    const confirmed = await agent.put(path).send({ code: spent });
    const { codes } = confirmed.body as RecoveryCodes;
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect((await agent.get('/api/v1/me')).body).toMatchObject({ secondFactor: 'on' });
    await expect.poll(async () => (await elsewhere.get('/api/v1/me')).status).toBe(401);

    expect((await signIn(school.teacher)).body).toMatchObject({ code: 'code_needed', status: 401 });
    expect((await signIn(school.teacher, '123 456')).body).toMatchObject({ code: 'wrong_code' });
    expect((await signIn(school.teacher, spent)).body).toMatchObject({ code: 'wrong_code' });
    const next = codeOf(begun.secret, 1);
    const both = await Promise.all([signIn(school.teacher, next), signIn(school.teacher, next)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const byRecovery = codes[3]?.toLowerCase().replaceAll('-', ' ') ?? '';
    expect((await signIn(school.teacher, byRecovery)).status).toBe(200);
    expect((await signIn(school.teacher, byRecovery)).body).toMatchObject({ code: 'wrong_code' });
    expect((await agent.get(path)).body).toMatchObject({ on: true, recoveryCodesLeft: 9 });
  });

  it('stand nowhere as text, and a secret outlives the key that sealed it', async () => {
    const agent = await test.signIn(school.colleague);
    const { secret, codes } = await turnedOn(agent);
    const personId = await idOf(school.colleague);
    const stored = JSON.stringify(await SecondFactorModel.findById(personId));
    for (const text of [secret, ...codes]) expect(stored).not.toContain(text);

    const { platform } = test.app;
    const { id: old } = platform.secrets.keys.current;
    rotate(platform.config.dataDir, Date.now() - 60_000);
    await platform.secrets.keys.reread();
    await resealSecondFactors(platform);
    expect((await SecondFactorModel.findById(personId))?.keyId).not.toBe(old);
    expect((await signIn(school.colleague, codeOf(secret, 1))).status).toBe(200);
    expect((await signIn(school.colleague, codes[0])).status).toBe(200);
  });

  it('are wrong only so often: further tries wait, the right one, too', async () => {
    const agent = await test.signIn(school.office);
    const { secret } = await turnedOn(agent);
    const tries = await Promise.all(Array.from({ length: 8 }, () => prove(agent, { code: '000 000' })));
    expect(tries.map(({ status }) => status).sort()).toContain(429);
    const refused = await prove(agent, { code: codeOf(secret, 1) });
    expect(refused.body).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('are set up, ended and given new recovery codes only by who has just shown who they are', async () => {
    const agent = await test.signIn(school.guardian);
    const personId = await idOf(school.guardian);
    await unproved(personId);
    expect((await agent.post(path)).body).toMatchObject({ code: 'proof_needed', status: 403 });
    expect((await prove(agent, {})).body).toMatchObject({ status: 422, errors: [{ field: 'password' }] });
    expect((await prove(agent, { password: 'not the password' })).body).toMatchObject({
      code: 'wrong_credentials',
    });
    expect((await agent.post(path)).status).toBe(403);
    const proved = await prove(agent, { password });
    expect((proved.body as { provedUntil: number }).provedUntil).toBeGreaterThan(Date.now());

    const { secret, codes } = await turnedOn(agent);
    expect((await agent.post(path)).body).toMatchObject({ code: 'conflict', status: 409 });
    expect((await agent.put(path).send({ code: codeOf(secret) })).body).toMatchObject({ code: 'conflict' });
    await unproved(personId);
    for (const ask of [() => agent.delete(path), () => agent.post(`${path}/recovery-codes`)])
      expect((await ask()).body).toMatchObject({ code: 'proof_needed' });
    // whoever has codes on proves by them
    expect((await prove(agent, { password })).body).toMatchObject({ code: 'code_needed' });
    await later(personId);
    expect((await prove(agent, { password, code: codeOf(secret) })).status).toBe(200);
    const renewed = (await agent.post(`${path}/recovery-codes`)).body as RecoveryCodes;
    expect((await signIn(school.guardian, codes[0])).body).toMatchObject({ code: 'wrong_code' });
    expect((await signIn(school.guardian, renewed.codes[0])).status).toBe(200);

    await PersonModel.updateOne({ _id: personId }, { $set: { shortPassword: true } });
    expect((await agent.delete(path)).body).toMatchObject({ code: 'conflict' });
    await PersonModel.updateOne({ _id: personId }, { $set: { shortPassword: false } });
    expect((await agent.delete(path)).status).toBe(204);
    expect((await agent.delete(path)).body).toMatchObject({ code: 'conflict' });
    expect((await agent.post(`${path}/recovery-codes`)).body).toMatchObject({ code: 'conflict' });
    expect((await signIn(school.guardian)).status).toBe(200);
  });

  it('are nobody’s who is not signed in', async () => {
    const { anonymous } = test;
    for (const ask of [anonymous.get(path), anonymous.post(path), anonymous.delete(path)])
      expect((await ask).status).toBe(401);
    expect((await anonymous.post('/api/v1/me/proof').send({ password })).status).toBe(401);
  });
});

describe('where admins need one-time codes', () => {
  const rolesOf = async (agent: Agent): Promise<string[]> =>
    ((await agent.get('/api/v1/me')).body as Me).memberships.map(({ role }) => role);

  beforeAll(async () => {
    await DistrictModel.updateOne({ _id: school.districtId }, { $set: { adminsNeedSecondFactor: true } });
    await test.app.platform.cache.clear();
  });

  it('their roles sleep in a session that has seen none, and wake with the first', async () => {
    const admin = await test.signIn(school.admin);
    expect((await admin.get('/api/v1/me')).body).toMatchObject({ memberships: [], secondFactor: 'needed' });
    expect((await admin.get(path)).body).toMatchObject({
      on: false,
      needed: true,
    } satisfies Partial<SecondFactor>);
    const clock = { kind: 'set', date: '2026-03-04', time: '08:55' };
    expect((await admin.put('/api/v1/district/clock').send(clock)).status).toBe(403);
    const { secret } = await turnedOn(admin);
    expect(await rolesOf(admin)).toEqual(['districtAdmin']);
    expect((await admin.put('/api/v1/district/clock').send(clock)).status).toBe(200);

    // came in by something else than a code: proving by one wakes them, and no password does
    const personId = await idOf(school.admin);
    await SessionModel.updateMany({ personId }, { $set: { secondFactor: false } });
    await test.app.platform.cache.clear();
    expect(await rolesOf(admin)).toEqual([]);
    expect((await admin.delete(path)).body).toMatchObject({ code: 'proof_needed' });
    expect((await prove(admin, { code: codeOf(secret, 1) })).status).toBe(200);
    expect(await rolesOf(admin)).toEqual(['districtAdmin']);

    expect((await admin.delete(path)).status).toBe(204);
    expect(await rolesOf(admin)).toEqual([]);
    await turnedOn(admin);
    expect(await rolesOf(admin)).toEqual(['districtAdmin']);
  });

  it('whoever has them shows one, whatever let them in: a mailed code alone opens nothing', async () => {
    const guardian = await test.signIn(school.guardian);
    const { secret } = await turnedOn(guardian);
    await SessionModel.updateMany(
      { personId: await idOf(school.guardian) },
      { $set: { secondFactor: false } },
    );
    await test.app.platform.cache.clear();
    expect((await guardian.get('/api/v1/me')).body).toMatchObject({
      memberships: [],
      secondFactor: 'needed',
    });
    expect((await guardian.get('/api/v1/me/children')).status).toBe(403);
    expect((await prove(guardian, { code: codeOf(secret, 1) })).status).toBe(200);
    expect(await rolesOf(guardian)).toEqual(['guardian']);
  });
});
