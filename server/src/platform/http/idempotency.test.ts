import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aSchool, type ASchool } from '../../modules/schools/schools.builders';
import { PersonModel } from '../../modules/identity/person.model';
import { password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { IdempotencyModel } from './idempotency.model';

let test: TestApp;
let school: ASchool;
let office: Agent;
let admin: Agent;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  [office, admin] = await Promise.all([test.signIn(school.office), test.signIn(school.admin)]);
});
afterAll(() => test.stop());

const newcomer = (familyName: string) => ({ givenName: 'Ada', familyName, role: 'student' });
const signingIn = (login: string) => ({ ...newcomer(login), login, password });

function add(key: string, body: object, agent = office) {
  return agent.post(`/api/v1/schools/${school.schoolId}/people`).set('Idempotency-Key', key).send(body);
}

function made(familyName: string): Promise<number> {
  return PersonModel.countDocuments({ districtId: school.districtId, familyName });
}

it('a repeat gets the same answer, and one person is made', async () => {
  const key = randomUUID();
  const first = await add(key, newcomer('One'));
  expect(first.status).toBe(200);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  const { familyName, ...rest } = newcomer('One');
  const again = await add(key, { familyName, ...rest });
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect([again.status, again.text]).toEqual([200, first.text]);
  expect(again.headers['content-type']).toBe(first.headers['content-type']);
  expect(await made('One')).toBe(1);
});

it('while the first of two runs, the second is told to wait', async () => {
  const key = randomUUID();
  let release = (): void => undefined;
  const held = new Promise<string>((resolve) => (release = () => resolve('hash')));
  const hash = vi.spyOn(test.app.platform.hasher, 'hash').mockReturnValueOnce(held);
  const first = add(key, signingIn('two')).then((answer) => answer);
  await vi.waitFor(() => expect(hash).toHaveBeenCalled());
  const second = await add(key, signingIn('two'));
  expect([second.status, second.body]).toMatchObject([409, { code: 'request_in_flight' }]);
  expect(second.headers['retry-after']).toBe('1');
  release();
  expect((await first).status).toBe(200);
  expect((await add(key, signingIn('two'))).headers['idempotency-replayed']).toBe('true');
  expect(await made('two')).toBe(1);
});

it('another request under the key is refused, and another person’s key is another key', async () => {
  const key = randomUUID();
  expect((await add(key, newcomer('Three'))).status).toBe(200);
  const other = await add(key, newcomer('Four'));
  expect([other.status, other.body]).toMatchObject([422, { code: 'key_reused' }]);
  expect(await made('Four')).toBe(0);
  expect((await add(key, newcomer('Four'), admin)).status).toBe(200);
});

it('a refusal is an answer as well', async () => {
  const key = randomUUID();
  const taken = { ...newcomer('Five'), code: school.student.replace('student', 'pupil0') };
  const refused = await add(key, taken);
  expect(refused.status).toBe(409);
  const again = await add(key, taken);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(again.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(again.text).toBe(refused.text);
});

it('what broke leaves its key free', async () => {
  const key = randomUUID();
  vi.spyOn(test.app.platform.hasher, 'hash').mockRejectedValueOnce(new Error('broken'));
  expect((await add(key, signingIn('six'))).status).toBe(500);
  expect((await add(key, signingIn('six'))).status).toBe(200);
  expect(await made('six')).toBe(1);
});

it('what a server that died has left is taken over once its lease is over', async () => {
  const key = randomUUID();
  await add(key, newcomer('Seven'));
  const left = { state: 'running', status: null, body: null, leaseUntil: new Date(Date.now() - 1) };
  await IdempotencyModel.updateMany({}, { $set: left });
  const again = await add(key, newcomer('Seven'));
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, undefined]);
});

it('a key is visible ASCII', async () => {
  for (const key of ['two words', 'x'.repeat(201)]) {
    const refused = await add(key, newcomer('Eight'));
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
  }
  expect(await made('Eight')).toBe(0);
});

it('an answer that signs somebody in is not given twice', async () => {
  const signIn = () =>
    test.anonymous
      .post('/api/v1/session')
      .set('Idempotency-Key', 'mine')
      .send({ login: school.student, password });
  const [first, second] = [await signIn(), await signIn()];
  expect(second.headers['idempotency-replayed']).toBeUndefined();
  expect(second.get('Set-Cookie')).not.toEqual(first.get('Set-Cookie'));
});

it('whoever refreshes is not answered what somebody else was refused under the key', async () => {
  const refresh = (agent: Pick<Agent, 'post'>) =>
    agent.post('/api/v1/session/refresh').set('Idempotency-Key', 'mine');
  expect((await refresh(test.anonymous)).status).toBe(401);
  expect((await refresh(office)).status).toBe(200);
});
