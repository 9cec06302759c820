import type { ClassSummary } from '@quad/shared/attendance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { enrolPeople } from '../../identity';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aTakenRegister } from '../reports/reports.builders';

let quad: TestApp;
let school: ASchool;
let office: Agent;

beforeAll(async () => {
  quad = await startTestApp();
  school = await aSchool(quad.app.platform, { password });
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
  office = await quad.signIn(school.office);
});
afterAll(() => quad.stop());

it('a class’s summary holds the days somebody may read: whoever covers a lesson does not read its past', async () => {
  await aTakenRegister(school, { date: '2026-02-25', codes: ['A', 'A', 'P'] });
  await aTakenRegister(school, { date: '2026-03-04', codes: ['P', 'P', 'A'] });
  const login = `substitute-${school.schoolId}`;
  const names = { code: login, givenName: 'Sub', familyName: 'Stitute', login, password };
  const place = { districtId: school.districtId, schoolId: school.schoolId, from: '2026-01-05' };
  const people = await enrolPeople(place, [{ ...names, role: 'teacher' }], quad.app.platform.hasher);
  const substitute = await quad.signIn(login);
  const path = `/api/v1/classes/${school.mathematics}/summary?from=2026-02-01&to=2026-03-04`;
  expect((await substitute.get(path)).status).toBe(404);
  const cover = await office.post(`/api/v1/schools/${school.schoolId}/covers`).send({
    ...{ classId: school.mathematics, personId: people.get(login) },
    ...{ from: { date: '2026-03-04', time: '08:00' }, to: { date: '2026-03-04', time: '10:00' } },
  });
  expect(cover.status).toBe(200);
  const seen = await eventually(async () => {
    const answer = await substitute.get(path);
    return answer.status === 200 && (answer.body as ClassSummary);
  });
  expect([...new Set(seen.registers.map(({ date }) => date))]).toEqual(['2026-03-04']);
  expect(seen.counts).toMatchObject({ present: 2, absent: 1 });
  expect(seen.pupils.reduce((sum, { counts }) => sum + counts.absent, 0)).toBe(1);
  const whole = (await office.get(path)).body as ClassSummary;
  expect(whole.counts).toMatchObject({ present: 3, absent: 3 });
});
