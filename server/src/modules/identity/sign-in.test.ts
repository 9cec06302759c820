import type { Problem } from '@quad/shared/platform';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { OutboxModel } from '../../platform/outbox/outbox.model';
import { eventually, password, startTestApp, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { PersonCodeModel } from './access.model';
import { goodCodeText } from './codes';
import { PersonModel, SessionModel } from './person.model';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.app.platform.limits.ready();
});
afterAll(() => test.stop());

type Credentials = { login: string; password: string };
const session = '/api/v1/session';
const from = (credentials: Credentials) => test.anonymous.post(session).send(credentials);
const wrong = (login: string) => from({ login, password: 'not the password' });
/** Whether a wrong try is refused before it is looked at, once there were some. */
const delayed = async (once: () => PromiseLike<{ status: number }>): Promise<boolean> => {
  for (let n = 0; n < 20; n++) if ((await once()).status === 429) return true;
  return false;
};
const idOf = async (login: string): Promise<string> => (await PersonModel.findOne({ login }))?._id ?? '';

it('however many passwords are tried, a handful is looked at, and the owner still signs in', async () => {
  const { teacher: login } = school;
  const own = await test.signIn(login);
  const verify = vi.spyOn(test.app.platform.hasher, 'verify');
  const answers = [];
  for (let batch = 0; batch < 2; batch++)
    answers.push(...(await Promise.all(Array.from({ length: 40 }, () => wrong(login)))));
  expect(verify.mock.calls.length).toBeLessThan(25);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(answers.length - verify.mock.calls.length);
  expect(refused[0]?.body as Problem).toMatchObject({
    code: 'too_many_attempts',
    detail: expect.stringContaining('A device you have used before') as string,
  });
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect(answers.every(({ status }) => status === 429 || status === 401)).toBe(true);

  // from the browser that she has used before
  expect((await own.post(session).send({ login, password })).status).toBe(200);
  // from a new one by a code
  await PersonModel.updateOne({ login }, { email: 'teacher@school.example' });
  await test.anonymous.post('/api/v1/password-resets').send({ login });
  const personId = await idOf(login);
  const { _id } = await eventually(() => PersonCodeModel.findOne({ personId, by: null }).lean());
  const code = await goodCodeText(_id, test.app.platform);
  const start = { code, password: 'another passphrase of hers' };
  expect((await test.anonymous.post('/api/v1/start').send(start)).status).toBe(200);
  verify.mockRestore();
});

it('from a new device the owner gets in once the delay is over', async () => {
  const { colleague: login } = school;
  expect(await delayed(() => wrong(login))).toBe(true);
  await eventually(async () => (await from({ login, password })).status === 200);
});

it('nobody learns who exists: unknown, disabled and without a password are answered, hashed and counted alike', async () => {
  const [disabled, without] = [school.office, school.guardian];
  await PersonModel.updateOne({ login: disabled }, { disabled: true });
  await PersonModel.updateOne({ login: without }, { $unset: { passwordHash: 1 } });
  const verify = vi.spyOn(test.app.platform.hasher, 'verify');
  const seen = async (login: string, typed: string) => {
    verify.mockClear();
    const statuses = [];
    for (let n = 0; n < 10; n++) statuses.push((await from({ login, password: typed })).status);
    return { statuses, hashed: verify.mock.calls.length };
  };
  const expected = { statuses: Array<number>(10).fill(401), hashed: 10 };
  expect(await seen('a-name-nobody-has', password)).toEqual(expected);
  expect(await seen(disabled, password)).toEqual(expected);
  expect(await seen(without, password)).toEqual(expected);
  expect(await seen(school.student, `${'x'.repeat(72)}y`)).toEqual(expected);
  // and behind the free ones all wait
  for (const login of ['a-name-nobody-has', disabled, without, school.student])
    expect(await delayed(() => wrong(login))).toBe(true);
  verify.mockRestore();
});

it('a password is changed by whoever knows the old one; every other session ends and the owner is told', async () => {
  const { admin: login } = school;
  const [here, elsewhere] = [await test.signIn(login), await test.signIn(login)];
  const personId = await idOf(login);
  const change = (body: object, agent = here) => agent.put('/api/v1/me/password').send(body);
  const newPassword = 'quite another one, and long';
  expect((await change({ password: 'not mine at all', newPassword })).body).toMatchObject({
    code: 'wrong_credentials',
  });
  for (const weak of ['Password1234!', `${login}-2026`, 'short one'])
    expect((await change({ password, newPassword: weak })).body).toMatchObject({
      status: 422,
      errors: [{ field: 'newPassword' }],
    });
  expect((await test.anonymous.put('/api/v1/me/password').send({ password, newPassword })).status).toBe(401);
  expect((await change({ password, newPassword })).status).toBe(204);
  expect(await SessionModel.countDocuments({ personId })).toBe(1);
  await eventually(async () => (await elsewhere.get('/api/v1/me')).status === 401);
  expect((await here.get('/api/v1/me')).status).toBe(200);
  expect(
    await OutboxModel.countDocuments({ event: 'user.passwordChanged', 'payload.personId': personId }),
  ).toBe(1);
  expect((await from({ login, password })).status).toBe(401);
  expect((await from({ login, password: newPassword })).status).toBe(200);
});

it('guessing the old one is delayed, too', async () => {
  const agent = await test.signIn(school.colleague);
  const body = { password: 'a guess', newPassword: 'quite another one, and long' };
  expect(await delayed(() => agent.put('/api/v1/me/password').send(body))).toBe(true);
});

it('nobody chooses the address they are counted by', async () => {
  const attempt = vi.spyOn(test.app.platform.limits, 'attempt');
  const credentials = { login: 'whoever', password: 'a guess' };
  await test.anonymous.post(session).set('X-Forwarded-For', '198.51.100.7').send(credentials);
  expect(attempt.mock.calls[0]?.[0]).toMatchObject({ address: '127.0.0.1' });
  attempt.mockRestore();
});
