import type { CodeFacts, Me } from '@quad/shared/identity';
import type { Invited } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../platform/database/connect';
import { OutboxModel } from '../../platform/outbox/outbox.model';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { PersonCodeModel } from './access.model';
import { goodCodeText } from './codes';
import { enrolPeople } from './enrol-people';
import { MembershipModel, PersonModel, SessionModel } from './person.model';

let test: TestApp;
let first: ASchool;
let second: ASchool;
let office: Agent;
beforeAll(async () => {
  test = await startTestApp();
  first = await aSchool(test.app.platform, { password });
  second = await aSchool(test.app.platform, { districtId: first.districtId, password });
  await test.setClock(first.districtId, '2026-03-04', '09:00');
  office = await test.signIn(first.office);
});
afterAll(() => test.stop());

const at = (path: string, school = first): string => `/api/v1/schools/${school.schoolId}${path}`;
const idOf = async (login: string): Promise<string> => (await PersonModel.findOne({ login }))?._id ?? '';
const said = (event: string) => OutboxModel.countDocuments({ event });
const print = (body: object, agent = office, school = first) => agent.post(at('/codes', school)).send(body);
/** The code made last for the person, as it stands on their card. */
const codeOf = async (personId: string): Promise<string> => {
  const code = await PersonCodeModel.findOne({ personId }).sort({ at: -1, _id: -1 }).lean();
  return (await goodCodeText(code?._id ?? '', test.app.platform)) ?? '';
};
const start = (body: object) => test.anonymous.post('/api/v1/start').send(body);
const chosen = 'twelve letters and more';

describe('codes on cards', () => {
  it('are printed for those of a class without a password, and let each in once', async () => {
    const cards = await print({ classId: first.mathematics });
    expect(cards.status).toBe(200);
    expect(cards.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-quad-rows': '2' });
    const made = await PersonCodeModel.find({ schoolId: first.schoolId }).lean();
    const student = await idOf(first.student);
    expect(made.map(({ personId }) => personId)).not.toContain(student);
    const [pupil, other] = made.map(({ personId }) => personId);
    const code = await codeOf(pupil ?? '');
    expect(JSON.stringify(made)).not.toContain(code);

    const typed = ` ${code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')}`;
    const look = await test.anonymous.post('/api/v1/start/look').send({ code: typed });
    expect(look.body as CodeFacts).toMatchObject({
      schoolName: expect.stringContaining('School'),
      login: null,
      purpose: 'first',
    });
    const body = { code: typed, password: chosen };
    expect((await start(body)).body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'login' }] });
    const taken = await start({ ...body, login: first.student });
    expect(taken.body).toMatchObject({ code: 'conflict', errors: [{ field: 'login' }] });
    expect((await start({ ...body, login: 'new.pupil', password: 'short' })).status).toBe(422);

    const both = await Promise.all([
      start({ ...body, login: 'new.pupil' }),
      start({ ...body, login: 'new.pupil' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const me = both.find(({ status }) => status === 200)?.body as Me;
    expect(me).toMatchObject({ personId: pupil, login: 'new.pupil', memberships: [{ role: 'student' }] });
    expect(
      (await test.anonymous.post('/api/v1/session').send({ login: 'new.pupil', password: chosen })).status,
    ).toBe(200);

    const again = await print({ classId: first.mathematics });
    expect(again.headers).toMatchObject({ 'x-quad-rows': '1' });
    await print({ personIds: [other] });
    expect(await PersonCodeModel.countDocuments({ personId: other, revokedAt: null })).toBe(1);
  });

  it('are refused in one sentence, whatever is wrong with them', async () => {
    const [, other = ''] = first.pupils;
    await print({ personIds: [other] });
    const older = await codeOf(other);
    await print({ personIds: [other] });
    const expired = await codeOf(other);
    await PersonCodeModel.updateMany({ personId: other, revokedAt: null }, { expiresAt: new Date(0) });
    for (const code of ['ABCD-ABCD-ABCD', 'nonsense', older, expired]) {
      const answer = await test.anonymous.post('/api/v1/start/look').send({ code });
      expect(answer.body).toMatchObject({ status: 422, code: 'code_unusable' });
      expect((await start({ code, login: 'somebody', password: chosen })).status).toBe(422);
    }
  });

  it('are made by whoever could give the person every role they have, and by nobody else', async () => {
    const teacher = await idOf(first.teacher);
    expect((await print({ personIds: [teacher] }, await test.signIn(first.teacher))).status).toBe(403);
    expect((await print({ personIds: [teacher] }, office, second)).status).toBe(404);
    expect((await print({ personIds: [await idOf(second.teacher)] })).status).toBe(404);
    expect((await print({ personIds: [] })).status).toBe(422);
    expect((await test.anonymous.post(at('/codes')).send({ personIds: [teacher] })).status).toBe(401);
    const place = { districtId: first.districtId, from: '2026-01-05' };
    const names = { code: 'both', givenName: 'Bo', familyName: 'Both' };
    const teachIn = (schoolId: string) =>
      enrolPeople({ ...place, schoolId }, [{ ...names, role: 'teacher' }], test.app.platform.hasher);
    await teachIn(first.schoolId);
    const both = (await PersonModel.findOne({ code: 'both' }))?._id ?? '';
    expect((await print({ personIds: [both] })).status).toBe(200);
    await teachIn(second.schoolId);
    expect((await print({ personIds: [both] })).body).toMatchObject({ about: { reason: 'accessAbove' } });
    // however many spells the office gives and ends, none pushes a role out of sight
    const spell = {
      districtId: first.districtId,
      schoolId: first.schoolId,
      personId: both,
      role: 'guardian',
    };
    const spells = Array.from({ length: 100 }, (_, day) => {
      const from = new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10);
      return { ...spell, _id: newId(), from, to: day < 99 ? from : null };
    });
    await MembershipModel.insertMany(spells);
    const mail = await office.patch(at(`/people/${both}`)).send({ email: 'office@school.example' });
    expect(mail.body).toMatchObject({ about: { reason: 'accessAbove' } });
    expect((await print({ personIds: [both] }, await test.signIn(first.admin))).status).toBe(200);
  });

  it('end when their person becomes more than whoever made them may let in', async () => {
    const colleague = await idOf(first.colleague);
    expect((await print({ personIds: [colleague] })).status).toBe(200);
    const code = await codeOf(colleague);
    const admin = await test.signIn(first.admin);
    await admin.post(at('/memberships')).send({ personId: colleague, role: 'guardian' });
    expect((await test.anonymous.post('/api/v1/start/look').send({ code })).status).toBe(200);
    await admin.post(at('/memberships')).send({ personId: colleague, role: 'schoolAdmin' });
    expect((await start({ code, password: chosen })).body).toMatchObject({ code: 'code_unusable' });
  });
});

describe('codes by mail', () => {
  it('go to those with an address, and the others are named', async () => {
    const [, , pupil = ''] = first.pupils;
    const guardian = await idOf(first.guardian);
    await office.patch(at(`/people/${guardian}`)).send({ email: 'Gus@Home.example' });
    const { body } = await office.post(at('/invitations')).send({ personIds: [pupil, guardian] });
    expect(body as Invited).toMatchObject({ sent: 1, withoutMail: [expect.stringContaining('Test')] });
    expect([await said('user.invited'), await said('user.passwordResetAsked')]).toEqual([1, 0]);
    const event = await OutboxModel.findOne({ event: 'user.invited' }).lean();
    expect(event?.payload).toMatchObject({ personId: guardian });
  });

  it('set a new password: every session ends, the owner is told, and asking tells nobody who is known', async () => {
    const guardian = await test.signIn(first.guardian);
    const ask = async (login: string) =>
      (await test.anonymous.post('/api/v1/password-resets').send({ login })).status;
    expect(await ask(`${'long'.repeat(12)}@${'sub.'.repeat(22)}school.example`)).toBe(204);
    const mine = Array.from({ length: 6 }, () => 'gus@home.EXAMPLE');
    expect(new Set(await Promise.all(['nobody at all', ...mine].map(ask)))).toEqual(new Set([204]));
    const personId = await idOf(first.guardian);
    await eventually(() => PersonCodeModel.exists({ personId, by: null }));
    // the one the school sent still works: a stranger could have asked
    expect(await PersonCodeModel.countDocuments({ personId, usedAt: null, revokedAt: null })).toBe(2);
    const code = await codeOf(personId);
    const { hasher } = test.app.platform;
    const verify = hasher.verify.bind(hasher);
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const verified = vi.spyOn(hasher, 'verify').mockImplementationOnce(async (...given) => {
      const fits = await verify(...given);
      await held;
      return fits;
    });
    const credentials = { login: first.guardian, password };
    const late = test.anonymous.post('/api/v1/session').send(credentials).then();
    await vi.waitFor(() => expect(verified).toHaveBeenCalled());
    const answer = await start({ code, password: chosen });
    expect(answer.body as Me).toMatchObject({ login: first.guardian });
    goOn();
    // begun with the old password, done after the new one: it is out as well
    expect(await late).toMatchObject({ status: 401 });
    expect(await SessionModel.countDocuments({ personId })).toBe(1);
    expect(await said('user.passwordChanged')).toBe(1);
    // of those who asked at one moment one was mailed a code
    expect(await said('user.passwordResetAsked')).toBe(1);
    expect(await PersonCodeModel.countDocuments({ personId, usedAt: null, revokedAt: null })).toBe(0);
    await eventually(async () => (await guardian.get('/api/v1/me')).status === 401);
    expect((await start({ code, password: chosen })).body).toMatchObject({ code: 'code_unusable' });
  });
});

it('a device is new once, and the first of all is no news', async () => {
  const agent = await test.signIn(second.colleague);
  const news = async () =>
    OutboxModel.countDocuments({ event: 'user.signedIn', 'payload.personId': await idOf(second.colleague) });
  expect(await news()).toBe(0);
  await agent.post('/api/v1/session').send({ login: second.colleague, password });
  expect(await news()).toBe(0);
  // the second sign-in took the place of the first, on the one browser there was
  const personId = await idOf(second.colleague);
  expect(await SessionModel.countDocuments({ personId })).toBe(1);
  await test.signIn(second.colleague);
  expect(await news()).toBe(1);
});

it('somebody the roster disabled is out and stays out', async () => {
  const agent = await test.signIn(second.teacher);
  await PersonModel.updateOne({ login: second.teacher }, { disabled: true });
  await eventually(async () => (await agent.get('/api/v1/me')).status === 401);
  const answer = await test.anonymous.post('/api/v1/session').send({ login: second.teacher, password });
  expect(answer.body).toMatchObject({ status: 401, code: 'wrong_credentials' });
});

it('somebody made by hand is told of in the same write', async () => {
  const body = { role: 'teacher', givenName: 'Nia', familyName: 'New', email: 'nia@school.example' };
  const { personId } = (await office.post(at('/people')).send(body)).body as { personId: string };
  const event = await OutboxModel.findOne({ event: 'user.created', 'payload.personId': personId }).lean();
  expect(event?.payload).toMatchObject({ role: 'teacher', by: await idOf(first.office) });
  expect((await office.get(at(`/people/${personId}`))).body).toMatchObject({
    email: 'nia@school.example',
    hasPassword: false,
  });
});

it('a last admin without an address comes in by a code of whoever runs the machine', async () => {
  const ask = (login: string, key: string) =>
    test.anonymous.post('/api/v1/operator/codes').set('Authorization', `Bearer ${key}`).send({ login });
  const { operatorKey } = test.app.platform.secrets;
  expect((await ask(first.admin, 'guess')).status).toBe(401);
  expect((await ask('nobody-at-all', operatorKey)).status).toBe(404);
  const { code } = (await ask(first.admin, operatorKey)).body as { code: string };
  expect((await start({ code, password })).body).toMatchObject({ login: first.admin });
});
