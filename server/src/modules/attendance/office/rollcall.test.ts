import type { Absentees, Rollcall, SchoolDay } from '@quad/shared/attendance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aDevice } from '../attendance.builders';

let quad: TestApp;
let school: ASchool;
let office: Agent;
let teacher: Agent;

beforeAll(async () => {
  quad = await startTestApp();
  school = await aSchool(quad.app.platform, { password });
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
  [office, teacher] = await Promise.all([quad.signIn(school.office), quad.signIn(school.teacher)]);
});
afterAll(() => quad.stop());

it('a roll-call is read alone by every warden, and is not there before it begins or after it ended', async () => {
  const path = `/api/v1/schools/${school.schoolId}/rollcall`;
  const none = await teacher.get(path);
  expect([none.status, none.body]).toEqual([200, { rollcall: null }]);
  const begun = (await office.post(`${path}s`).send({})).body as { id: string };
  expect((await teacher.get(path)).body).toMatchObject({ rollcall: { id: begun.id, checks: [] } });
  await office.post(`/api/v1/rollcalls/${begun.id}/end`).send({});
  expect((await teacher.get(path)).body).toEqual({ rollcall: null });
});

it('wardens who begin one at the same moment begin the same one', async () => {
  const path = `/api/v1/schools/${school.schoolId}/rollcalls`;
  for (let round = 0; round < 12; round++) {
    const begun = await Promise.all(
      [office, teacher, office, teacher].map((each) => each.post(path).send({})),
    );
    const [id, ...others] = begun.map(({ body }) => (body as Rollcall).id);
    expect(id).toEqual(expect.any(String));
    expect(new Set(others)).toEqual(new Set([id]));
    await office.post(`/api/v1/rollcalls/${id}/end`).send({});
  }
});

it('a roll-call is not read by pupils, by another school or by nobody', async () => {
  const path = `/api/v1/schools/${school.schoolId}/rollcall`;
  expect((await quad.anonymous.get(path)).status).toBe(401);
  expect((await (await quad.signIn(school.student)).get(path)).status).toBe(403);
  const stranger = await aSchool(quad.app.platform, { password });
  expect((await (await quad.signIn(stranger.office)).get(path)).status).toBe(404);
});

it('an arrival answers what it replaced and by which entry, so that it can be taken back', async () => {
  const pupil = school.pupils[0] ?? '';
  const device = await aDevice(teacher, school);
  await device.send([device.mark([{ pupil, code: 'A' }])]);
  const arrived = await office
    .post(`/api/v1/schools/${school.schoolId}/arrivals`)
    .send({ pupilId: pupil, at: '08:59' });
  expect(arrived.body).toMatchObject({ code: 'L', minutes: 4, before: 'A', seq: 2 });
  const day = (await office.get(`/api/v1/schools/${school.schoolId}/day`)).body as SchoolDay;
  // the later lesson is neither due nor begun
  expect(day.registers).toEqual({ expected: 1, submitted: 1 });
  const late = (await office.get(`/api/v1/schools/${school.schoolId}/absentees?kind=late`)).body as Absentees;
  expect(late.rows[0]?.lessons).toMatchObject([{ code: 'L', minutes: 4, ver: 2 }]);
});

it('a roll-call takes words on people of the school alone, and none of a list that names a stranger', async () => {
  const path = `/api/v1/schools/${school.schoolId}/rollcall`;
  const { id, startedAt } = (await office.post(`${path}s`).send({})).body as Rollcall;
  const stranger = await aSchool(quad.app.platform, { password });
  const say = (...ids: string[]) =>
    teacher
      .post(`/api/v1/rollcalls/${id}/checks`)
      .send({ checks: ids.map((personId) => ({ personId, safe: true, at: startedAt })) });
  const [pupil = ''] = school.pupils;
  for (const nobody of [stranger.pupils[0] ?? '', 'f'.repeat(24)]) {
    const refused = await say(pupil, nobody);
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({
        errors: [{ field: 'checks.1.personId', message: 'is nobody of this school' }],
      }),
    ]);
  }
  expect((await teacher.get(path)).body).toMatchObject({ rollcall: { checks: [] } });
  const { personId } = (await office.get('/api/v1/me')).body as { personId: string };
  expect((await say(pupil, personId)).body).toMatchObject({ checks: [{ safe: true }, { safe: true }] });
  await office.post(`/api/v1/rollcalls/${id}/end`).send({});
});

it('a roll-call left open on another day, or before the clock was set back, gives way to a new one', async () => {
  const path = `/api/v1/schools/${school.schoolId}/rollcall`;
  const start = async () => (await office.post(`${path}s`).send({})).body as Rollcall;
  const [pupil = ''] = school.pupils;
  const check = async ({ id }: Rollcall, safe: boolean, at: string) =>
    (
      await office
        .post(`/api/v1/rollcalls/${id}/checks`)
        .send({ checks: [{ personId: pupil, safe, at: Date.parse(`2026-03-04T${at}Z`) }] })
    ).body as Rollcall;
  await quad.setClock(school.districtId, '2026-03-04', '11:00');
  const late = await start();
  await check(late, true, '11:00:00');
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
  expect((await teacher.get(path)).body).toEqual({ rollcall: null });
  const early = await start();
  expect(early).toMatchObject({ checks: [], endedAt: null });
  expect(early.id).not.toBe(late.id);
  expect(await check(early, false, '09:00:00')).toMatchObject({ checks: [{ safe: false }] });
  expect((await start()).id).toBe(early.id);
  await quad.setClock(school.districtId, '2026-03-05', '09:00');
  expect((await start()).id).not.toBe(early.id);
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
});
