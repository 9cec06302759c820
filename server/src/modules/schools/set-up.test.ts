import type { Me } from '@quad/shared/identity';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startTestApp, type TestApp } from '../../testing/test-app';
import { MembershipModel } from '../identity/person.model';
import { DistrictModel } from './school.model';
import { offerSetUp } from './set-up';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

const admin = { givenName: 'Ada', familyName: 'Admin', login: 'ada', password };
const body = (code: string) => ({
  ...{ code, admin, district: { name: 'Zürich Süd ', timeZone: 'Europe/Zurich' } },
});
const setUp = (code: string) => test.anonymous.post('/api/v1/set-up').send(body(code));
const needed = async () => ((await test.anonymous.get('/api/v1/set-up')).body as { needed: boolean }).needed;

it('the first code of a console makes the district and its admin, once', async () => {
  const { platform } = test.app;
  expect(await needed()).toBe(true);
  const [code, ofAnother] = [await offerSetUp(platform), await offerSetUp(platform)];
  for (let wrong = 0; wrong < 10; wrong++)
    expect((await setUp('ABCD-ABCD-ABCD')).body).toMatchObject({ code: 'code_unusable' });
  // ten wrong ones end every code until a new start says one
  expect((await setUp(code ?? '')).body).toMatchObject({ status: 422, code: 'code_unusable' });
  await offerSetUp(platform);
  const short = { ...body(code ?? ''), admin: { ...admin, password: 'short' } };
  expect((await test.anonymous.post('/api/v1/set-up').send(short)).status).toBe(422);

  const answers = await Promise.all([setUp(code ?? ''), setUp(ofAnother ?? '')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  const made = answers.find(({ status }) => status === 200);
  expect(made?.body as Me).toMatchObject({
    districtName: 'Zürich Süd',
    login: 'ada',
    // the admin's role sleeps until one-time codes are set up
    ...{ memberships: [], secondFactor: 'needed' },
    clock: { timeZone: 'Europe/Zurich', real: true },
  });
  expect(await DistrictModel.find().lean()).toMatchObject([{ code: 'zurich-sud' }]);
  expect(await MembershipModel.countDocuments()).toBe(1);
  expect((await setUp(code ?? '')).status).toBe(404);
  expect(await needed()).toBe(false);
  expect(await offerSetUp(platform)).toBeNull();
  const ada = await test.signIn('ada');
  expect((await ada.get('/api/v1/me')).body).toMatchObject({ login: 'ada', secondFactor: 'needed' });
  expect((await ada.get('/api/v1/schools')).status).toBe(403);
});
