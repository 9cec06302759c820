import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aDevice } from '../../modules/attendance/attendance.builders';
import { PersonModel } from '../../modules/identity/person.model';
import { aSchool, type ASchool } from '../../modules/schools/schools.builders';
import { eventually, password, startTestApp, type TestApp } from '../../testing/test-app';
import { createLog } from './log';

const lines: string[] = [];
const memory = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp({ log: createLog('trace', memory) });
  school = await aSchool(test.app.platform, { password });
});
afterAll(() => test.stop());

it('carries nobody’s name, address, password, token, code or mark, whatever goes well or wrong', async () => {
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  const api = '/api/v1';
  const [teacher, admin] = await Promise.all([test.signIn(school.teacher), test.signIn(school.admin)]);
  const secrets = [password, 'ada.lovelace@example.org', 'Lovelace', 'wrong password 123', 'ABCD-EFGH'];

  await test.anonymous.post(`${api}/session`).send({ login: school.admin, password: secrets[3] });
  await test.anonymous
    .post(`${api}/session`)
    .set('Content-Type', 'application/json')
    .send(`{"login":"${school.admin}"`);
  await test.anonymous.post(`${api}/start/look`).send({ code: secrets[4] });
  await test.anonymous.post(`${api}/resets`).send({ login: school.admin });
  await admin.post(`${api}/schools/${school.schoolId}/people`).send({
    ...{ givenName: 'Ada', familyName: 'Lovelace', role: 'teacher', email: secrets[1], login: { $ne: 1 } },
  });
  await admin.get(`${api}/schools/${school.schoolId}/people?q=Lovelace`);
  const device = await aDevice(teacher, school);
  await device.send([
    device.mark([{ pupil: school.pupils[0] ?? '', code: 'A', note: 'was seen in Lovelace Street' }]),
  ]);
  await admin
    .post(`${api}/imports?kind=roster&fileName=Lovelace.csv`)
    .set('Content-Type', 'text/csv')
    .send('sourcedId,familyName\n1,"Lovelace');
  // the database quotes what it refuses, and so does a worker that breaks
  const broken = vi.spyOn(test.app.platform.cache, 'read').mockImplementation(async () => {
    const [person] = await PersonModel.find({ login: school.admin }).lean();
    await PersonModel.collection.insertOne({ ...person } as never);
    throw new Error('never here');
  });
  expect((await teacher.get(`${api}/me`)).status).toBeGreaterThanOrEqual(400);
  broken.mockRejectedValue(new Error(`no answer for ada.lovelace@example.org: {"name":"Lovelace"}`));
  expect((await teacher.get(`${api}/me`)).status).toBe(500);
  broken.mockRestore();
  const said = await eventually(() => {
    const all = lines.join('');
    return all.includes('no answer for') && all.includes('/imports') && all;
  });

  const people = await PersonModel.find({ districtId: school.districtId }).lean();
  const names = people.flatMap(({ login, familyName, email }) => [login, email, familyName]);
  const told = [...secrets, ...names].filter((word) => typeof word === 'string' && word.length > 4);
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((word) => said.includes(word ?? ''))).toEqual([]);
  expect(said).not.toMatch(/quad_access|quad_refresh|set-cookie|authorization|eyJ[\w-]+\./i);
  expect(said).not.toMatch(/"(?:mark|letter|note|body|headers)"|"code":"[A-Z]{1,3}"|"changes"/);
  expect(lines.length).toBeGreaterThan(10);
});
