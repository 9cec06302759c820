import type { AbsenceReport, ChildCard } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { AlertModel } from './alert.model';
import { alertsJob } from './alerts';
import { aDevice, type ADevice } from './attendance.builders';
import { api, childOf, inboxOf, reported } from './family.builders';
import { reviewAlerts } from './review-alerts';
import { summariesJob } from './summaries';

let test: TestApp;
let school: ASchool;
let guardian: Agent;
let teacher: Agent;
let device: ADevice;
let pupil: string;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  await clock('09:00');
  [guardian, teacher] = [await test.signIn(school.guardian), await test.signIn(school.teacher)];
  [device, pupil] = [await aDevice(teacher, school), await childOf(guardian)];
});

const clock = (time: string): Promise<void> => test.setClock(school.districtId, '2026-03-04', time);
let seen = 0;
const mark = (code: string) =>
  device.send([device.mark([{ pupil, code }], { seen: { epoch: device.register.epoch, seq: seen++ } })]);
const review = (): Promise<void> => reviewAlerts(school.schoolId, '2026-03-04', test.app.platform);
const stored = () => AlertModel.findOne({ pupil }).lean();
const shown = async () => ((await guardian.get(`${api}/me/children`)).body as ChildCard[])[0]?.alert;
const answerIt = (agent: Agent, id: string) =>
  agent.post(`${api}/alerts/${id}/answer`).send({ reasonKind: 'illness' });

async function sent(): Promise<string> {
  seen = 0;
  await mark('A');
  await clock('09:20');
  await review();
  return (await stored())?._id ?? '';
}

describe('an unexplained absence', () => {
  it('is told to the guardian after the grace, once, however often somebody looks', async () => {
    seen = 0;
    await mark('A');
    await Promise.all([review(), review()]);
    expect(await stored()).toMatchObject({ state: 'waiting', lessons: [{ starts: '08:55' }] });
    expect(await shown()).toBeNull();
    expect(await inboxOf(guardian)).toMatchObject({ waiting: 0 });
    await clock('09:20');
    await Promise.all([review(), review()]);
    expect(await shown()).toMatchObject({
      state: 'sent',
      pupilName: 'Pupil0 Test',
      lessons: [{ className: '7B Mathematics', starts: '08:55' }],
    });
    expect(await inboxOf(guardian)).toMatchObject({ waiting: 1, items: [{ kind: 'alert' }] });
    expect(await AlertModel.countDocuments({ schoolId: school.schoolId })).toBe(1);
  });

  it('is noticed and told by the jobs alone, once its time has come', async () => {
    seen = 0;
    await mark('A');
    await eventually(async () => {
      await summariesJob.run(test.app.platform);
      return (await stored())?.state === 'waiting';
    });
    await clock('09:20');
    await eventually(async () => {
      await alertsJob.run(test.app.platform);
      return (await stored())?.state === 'sent';
    });
  });

  it('is nobody’s news where a pupil has no guardian', async () => {
    const [other = ''] = school.pupils.filter((each) => each !== pupil);
    await device.send([device.mark([{ pupil: other, code: 'A' }])]);
    await review();
    expect(await AlertModel.countDocuments({ schoolId: school.schoolId })).toBe(0);
  });

  it('is told in the morning when it was noticed at night', async () => {
    await clock('21:00');
    seen = 0;
    await mark('A');
    await clock('22:00');
    await review();
    expect(await stored()).toMatchObject({ state: 'waiting', dueAt: Date.parse('2026-03-05T07:00:00Z') });
  });

  it('is not told when it was reported, approved or never unexplained', async () => {
    await reported(guardian, pupil);
    await sent();
    expect(await stored()).toBeNull();
    seen = 1;
    await mark('E');
    await review();
    expect(await stored()).toBeNull();
  });

  it('is taken back at once when the family reports the day', async () => {
    await sent();
    await reported(guardian, pupil);
    await eventually(async () => (await stored())?.state === 'retracted');
  });

  it('is taken back when the mark is corrected, and says when', async () => {
    await sent();
    seen = 1;
    await mark('L');
    await review();
    expect(await shown()).toMatchObject({ state: 'retracted', retractedAt: expect.any(Number) });
    expect((await answerIt(guardian, (await stored())?._id ?? '')).status).toBe(409);
    seen = 2;
    await mark('A');
    await review();
    expect(await stored()).toMatchObject({ state: 'waiting' });
  });

  it('is answered in one tap, which makes a report of that day', async () => {
    const id = await sent();
    const answer = await answerIt(guardian, id);
    expect(answer.body as AbsenceReport).toMatchObject({
      ...{ pupil, from: '2026-03-04', to: '2026-03-04', reasonKind: 'illness', state: 'pending' },
    });
    expect(await stored()).toMatchObject({ state: 'answered', absence: (answer.body as AbsenceReport).id });
    await review();
    expect(await stored()).toMatchObject({ state: 'answered', lessons: [{ starts: '08:55' }] });
    expect((await answerIt(guardian, id)).body).toMatchObject({ code: 'conflict' });
    expect(await inboxOf(await test.signIn(school.office))).toMatchObject({ waiting: 1 });
  });

  it('is answered by a guardian of that child alone', async () => {
    const id = await sent();
    const stranger = await test.signIn((await aSchool(test.app.platform, { password })).guardian);
    expect((await answerIt(stranger, id)).status).toBe(404);
    expect((await answerIt(teacher, id)).status).toBe(403);
    expect((await guardian.post(`${api}/alerts/${id}/answer`).send({ reasonKind: 'none' })).status).toBe(422);
    expect((await answerIt(guardian, 'f'.repeat(24))).status).toBe(404);
    expect((await answerIt(test.anonymous, id)).status).toBe(401);
  });
});
