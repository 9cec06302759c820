import type { Paged } from '@quad/shared/platform';
import type { PersonDetails, PersonRow } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { MembershipModel, SessionModel } from '../../identity/person.model';
import { rollOn } from '../rolls';
import { aSchool, type ASchool } from '../schools.builders';

let test: TestApp;
let school: ASchool;
let foreign: ASchool;
let admin: Agent;
let office: Agent;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  foreign = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  admin = await test.signIn(school.admin);
  office = await test.signIn(school.office);
});
afterAll(() => test.stop());

interface Made {
  personId: string;
  membershipId: string;
}
const at = (path = '', { schoolId } = school): string => `/api/v1/schools/${schoolId}${path}`;
const people = async (query: string, agent = office): Promise<Paged<PersonRow>> =>
  (await agent.get(at(`/people?${query}`))).body as Paged<PersonRow>;
const person = async (personId: string): Promise<PersonDetails> =>
  (await office.get(at(`/people/${personId}`))).body as PersonDetails;
const add = async (agent: Agent, fields: object) =>
  agent.post(at('/people')).send({ givenName: 'Nia', familyName: 'Bell', role: 'student', ...fields });
const idOf = async (agent: Agent): Promise<string> =>
  ((await agent.get('/api/v1/me')).body as { personId: string }).personId;

describe('the people of a school', () => {
  it('are listed by role, found by any part of a name, and a page at a time', async () => {
    expect((await people('role=student')).rows.map(({ givenName }) => givenName)).toEqual([
      'Pupil0',
      'Pupil1',
      'Pupil2',
    ]);
    await add(office, { givenName: 'Chloé', familyName: 'Martín' });
    expect((await people('role=student&q=martin chlo')).rows).toMatchObject([{ givenName: 'Chloé' }]);
    expect((await people('role=student&q=(.*')).total).toBe(0);
    expect((await people('role=student&sort=from')).rows[0]).toMatchObject({
      givenName: 'Chloé',
      from: '2026-03-04',
    });
    const answer = await office.get(at('/people?role=teacher'));
    expect(answer.text).not.toContain('passwordHash');
    expect((await office.get(at('/people?role=pirate'))).status).toBe(422);
    expect((await office.get(at('/people?role=student', foreign))).status).toBe(404);
    expect((await admin.get(at('/people?role=student', foreign))).status).toBe(404);
    expect((await (await test.signIn(school.teacher)).get(at('/people?role=student'))).status).toBe(403);
    expect((await test.anonymous.get(at('/people?role=student'))).status).toBe(401);
  });

  it('are added with a sign-in of their own and edited; one code and one sign-in are one person', async () => {
    const login = `nia-${school.schoolId}`;
    const made = (await add(office, { role: 'teacher', title: 'Ms', code: 'N1', login, password }))
      .body as Made;
    await test.signIn(login);
    expect(await person(made.personId)).toMatchObject({
      title: 'Ms',
      memberships: [{ role: 'teacher', from: '2026-03-04', to: null }],
    });
    expect((await add(office, { code: 'N1' })).body).toMatchObject({ about: { reason: 'codeTaken' } });
    expect((await add(office, { login, password })).status).toBe(409);
    expect((await add(office, { login: 'no.password' })).status).toBe(422);
    const edit = await office.patch(at(`/people/${made.personId}`)).send({ familyName: 'Ball', title: null });
    expect(edit.status).toBe(204);
    expect(await person(made.personId)).toMatchObject({ givenName: 'Nia', familyName: 'Ball', title: null });
    expect((await office.patch(at(`/people/${foreign.pupils[0]}`)).send({ givenName: 'X' })).status).toBe(
      404,
    );
    expect((await office.get(at(`/people/${foreign.pupils[0]}`))).status).toBe(404);
  });

  it('leave and come back together with their classes', async () => {
    const all = (await people('role=student&q=test')).rows;
    const [first, second] = [all[1]!, all[2]!];
    const leave = { membershipIds: [first.membershipId, second.membershipId], to: '2026-03-03' };
    expect((await office.put(at('/memberships')).send(leave)).body).toEqual({ changed: 2 });
    expect((await people('role=student&q=test')).total).toBe(1);
    expect((await people('role=student&state=ended')).rows.map(({ to }) => to)).toEqual([
      '2026-03-03',
      '2026-03-03',
    ]);
    await eventually(
      async () => (await rollOn(school.mathematics, '2026-03-04', test.app.platform)).length === 1,
    );
    const back = await office.put(at('/memberships')).send({ ...leave, to: null });
    expect(back.body).toEqual({ changed: 2 });
    await eventually(
      async () => (await rollOn(school.mathematics, '2026-03-04', test.app.platform)).length === 3,
    );
    expect((await person(first.personId)).classes.map(({ name }) => name)).toEqual([
      '7B History',
      '7B Mathematics',
    ]);
    const strange = await office.put(at('/memberships')).send({ membershipIds: ['f'.repeat(24)] });
    expect(strange.status).toBe(404);
  });
});

describe('roles', () => {
  it('are not given above one’s own: the district appoints a school’s admins', async () => {
    const login = `head-${school.schoolId}`;
    const head = { role: 'schoolAdmin', givenName: 'Hanna', login, password };
    const long = new Date(Date.now() - 3_600_000);
    const mine = { personId: await idOf(admin) };
    await SessionModel.updateMany(mine, { $set: { provedAt: long } });
    await test.app.platform.cache.clear();
    expect((await add(admin, head)).body).toMatchObject({ status: 403, code: 'proof_needed' });
    expect((await add(admin, {})).status).toBe(200);
    await SessionModel.updateMany(mine, { $set: { provedAt: new Date() } });
    await test.app.platform.cache.clear();
    const refused = await add(office, head);
    expect([refused.status, (refused.body as { about: object }).about]).toEqual([
      403,
      { reason: 'aboveOwnRole' },
    ]);
    const made = (await add(admin, head)).body as Made;
    const hanna = await test.signIn(login);
    expect((await add(hanna, { role: 'schoolAdmin' })).status).toBe(403);
    expect((await add(hanna, { role: 'office' })).status).toBe(200);
    const ended = { membershipIds: [made.membershipId] };
    expect((await office.put(at('/memberships')).send(ended)).status).toBe(403);
    expect((await hanna.put(at('/memberships')).send(ended)).body).toMatchObject({
      about: { reason: 'ownRole' },
    });
    expect((await office.patch(at(`/people/${made.personId}`)).send({ givenName: 'X' })).status).toBe(403);
    expect((await admin.put(at('/memberships')).send({ ...ended, to: '2026-03-03' })).status).toBe(200);
    await eventually(async () => (await hanna.get(at('/people?role=student'))).status === 403);
  });

  it('are given to somebody known, but nobody gives one to themselves', async () => {
    const colleague = await idOf(await test.signIn(school.colleague));
    const give = (personId: string, role: string, agent = office) =>
      agent.post(at('/memberships')).send({ personId, role });
    expect((await give(colleague, 'office')).status).toBe(200);
    expect((await person(colleague)).memberships.map(({ role }) => role).sort()).toEqual([
      'office',
      'teacher',
    ]);
    expect((await give(await idOf(office), 'teacher')).status).toBe(403);
    expect((await give(colleague, 'schoolAdmin')).status).toBe(403);
    expect((await give(foreign.pupils[0]!, 'teacher')).status).toBe(404);
  });

  it('leave a district at least one admin', async () => {
    const login = `second-${school.schoolId}`;
    const names = { givenName: 'Sol', familyName: 'Second', login, password };
    const made = (await admin.post('/api/v1/district/admins').send(names)).body as Made;
    const second = await test.signIn(login);
    const { rows } = (await second.get('/api/v1/district/admins')).body as Paged<PersonRow>;
    expect(rows).toHaveLength(2);
    const first = rows.find(({ membershipId }) => membershipId !== made.membershipId)!;
    await MembershipModel.updateOne({ _id: made.membershipId }, { $set: { to: '2026-12-31' } });
    const refused = await second
      .put('/api/v1/district/admins')
      .send({ membershipIds: [first.membershipId], to: '2026-03-03' });
    expect([refused.status, (refused.body as { about: object }).about]).toEqual([
      409,
      { reason: 'lastAdmin' },
    ]);
    expect((await admin.get('/api/v1/schools')).status).toBe(200);
    await MembershipModel.updateOne({ _id: made.membershipId }, { $set: { to: null } });
    const own = await second.put('/api/v1/district/admins').send({ membershipIds: [made.membershipId] });
    expect(own.status).toBe(403);
    expect(
      (await admin.put('/api/v1/district/admins').send({ membershipIds: [made.membershipId] })).body,
    ).toEqual({ changed: 1 });
    expect((await office.get('/api/v1/district/admins')).status).toBe(403);
    expect((await office.post('/api/v1/district/admins').send(names)).status).toBe(403);
  });
});

describe('a pupil’s guardians', () => {
  it('are made or linked, see the child, and end', async () => {
    const [, pupil, sibling] = school.pupils as [string, string, string];
    const login = `ngozi-${school.schoolId}`;
    const ngozi = { givenName: 'Ngozi', familyName: 'Okafor', title: 'Ms', login, password };
    const made = await office.post(at(`/people/${pupil}/guardians`)).send({ person: ngozi });
    const { personId: guardianId } = made.body as { personId: string };
    await office.post(at(`/people/${sibling}/guardians`)).send({ guardianId });
    const guardian = await test.signIn(login);
    const me = (await guardian.get('/api/v1/me')).body as { children: string[] };
    expect(me.children.sort()).toEqual([pupil, sibling].sort());
    const { guardians } = await person(pupil);
    expect(guardians).toMatchObject([{ personId: guardianId, name: 'Ms Okafor' }]);
    expect((await person(guardianId)).children).toHaveLength(2);
    const end = at(`/guardianships/${guardians[0]!.guardianshipId}`);
    expect((await office.put(end).send({ to: '2026-03-03' })).status).toBe(204);
    await eventually(
      async () =>
        ((await guardian.get('/api/v1/me')).body as { children: string[] }).children.join() === sibling,
    );
    expect((await office.put(end).send({ to: null })).status).toBe(204);
    expect((await person(pupil)).guardians).toHaveLength(1);
  });

  it('are refused for whoever is no pupil here, and with nobody or two named', async () => {
    const teacher = await idOf(await test.signIn(school.teacher));
    const link = (pupil: string, body: object) => office.post(at(`/people/${pupil}/guardians`)).send(body);
    expect((await link(teacher, { guardianId: teacher })).body).toMatchObject({
      status: 422,
      about: { reason: 'notPupil' },
    });
    expect((await link(school.pupils[0]!, {})).status).toBe(422);
    expect((await link(school.pupils[0]!, { guardianId: foreign.pupils[0] })).status).toBe(404);
    expect((await link(foreign.pupils[0]!, { guardianId: teacher })).status).toBe(404);
    expect((await office.put(at(`/guardianships/${'f'.repeat(24)}`)).send({})).status).toBe(404);
  });
});
