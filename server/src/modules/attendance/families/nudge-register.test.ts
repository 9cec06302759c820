import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aDevice } from '../attendance.builders';
import { api, inboxOf } from './family.builders';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
});
afterAll(() => test.stop());

it('a nudge waits in the teachers’ inboxes until the register is taken, and comes at most every two minutes', async () => {
  const [teacher, office] = [await test.signIn(school.teacher), await test.signIn(school.office)];
  const device = await aDevice(teacher, school);
  const nudge = (agent: Agent) => agent.post(`${api}/registers/${device.register.id}/nudge`).send();
  const asked = await nudge(office);
  expect([asked.status, (asked.body as { teachers: string[] }).teachers.sort()]).toEqual([
    200,
    ['Ms colleague', 'Ms teacher'],
  ]);
  expect(await inboxOf(teacher)).toMatchObject({
    waiting: 1,
    items: [{ kind: 'nudge', registerId: device.register.id, className: '7B Mathematics', by: 'Olu Office' }],
  });
  expect((await nudge(office)).body).toMatchObject({ code: 'conflict' });
  await test.setClock(school.districtId, '2026-03-04', '09:03');
  expect((await nudge(office)).status).toBe(200);
  await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
  expect(await inboxOf(teacher)).toMatchObject({ waiting: 0, items: [] });
  expect((await nudge(office)).body).toMatchObject({ detail: 'This register has been taken.' });
  expect((await nudge(teacher)).status).toBe(403);
  expect((await nudge(test.anonymous)).status).toBe(401);
  const elsewhere = await aSchool(test.app.platform, { password });
  expect((await nudge(await test.signIn(elsewhere.office))).status).toBe(404);
});
