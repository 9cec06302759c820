import type { SearchResult } from '@quad/shared/schools';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from './schools.builders';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
});
afterAll(() => test.stop());

const find = async (agent: Agent, q: string): Promise<SearchResult> =>
  (await agent.get('/api/v1/search').query({ q })).body as SearchResult;

it('finds people and classes of one’s own schools, for a district those of all its schools', async () => {
  const other = await aSchool(test.app.platform, { password, districtId: school.districtId });
  const foreign = await aSchool(test.app.platform, { password });
  const [office, admin] = [await test.signIn(school.office), await test.signIn(school.admin)];
  const own = await find(office, 'PUPÍL1 tes');
  expect(own.people).toMatchObject([
    { name: 'Pupil1 Test', role: 'student', schoolId: school.schoolId, schoolName: expect.any(String) },
  ]);
  expect((await find(office, 'mathem')).classes).toMatchObject([{ classId: school.mathematics }]);
  const all = await find(admin, 'pupil1 test');
  expect(all.people.map(({ schoolId }) => schoolId).sort()).toEqual([school.schoolId, other.schoolId].sort());
  expect((await find(admin, '7b m')).classes.map(({ schoolId }) => schoolId)).not.toContain(foreign.schoolId);
  expect((await office.get('/api/v1/search?q=a')).status).toBe(422);
  expect((await (await test.signIn(school.teacher)).get('/api/v1/search?q=test')).status).toBe(403);
  expect((await test.anonymous.get('/api/v1/search?q=test')).status).toBe(401);
});
