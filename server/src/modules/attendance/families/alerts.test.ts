import type { AbsenceReport, ChildCard } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { linkGuardian } from '../../identity';
import { EnrolmentModel } from '../../schools/class.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { AlertModel } from './alert.model';
import { alertsJob } from './alerts';
import { aDevice, type ADevice } from '../attendance.builders';
import { api, childOf, inboxOf, registerOf, reported } from './family.builders';
import { RegisterModel } from '../register.model';
import { reviewAlerts } from './review-alerts';
import { OutboxModel } from '../../../platform/outbox/outbox.model';
import { summariesJob } from '../summaries/summaries';

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
/** What was said of this child's alerts. */
const said = () => OutboxModel.find({ 'payload.pupilId': pupil }).distinct('event');
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
    const [event, ...more] = await OutboxModel.find({ schoolId: school.schoolId }).lean();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      event: 'guardian.alerted',
      payload: { pupilId: pupil, guardianIds: [expect.any(String)] },
    });
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

  it('is told where its code is not one of absence', async () => {
    const codes = [
      { letter: 'P', category: 'present', label: 'Here' },
      { letter: 'A', category: 'absent', label: 'Absent' },
      { letter: 'Q', category: 'excused', label: 'Being asked for', unexplained: true },
    ];
    const admin = await test.signIn(school.admin);
    await admin.put(`${api}/schools/${school.schoolId}/codes`).send({ codes });
    await RegisterModel.deleteMany({ schoolId: school.schoolId });
    device = await aDevice(teacher, school);
    seen = 0;
    await mark('Q');
    await clock('09:20');
    await review();
    expect(await stored()).toMatchObject({ state: 'sent' });
  });

  it('is each school’s own where a pupil goes to two', async () => {
    const other = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const office = await test.signIn(other.office);
    const there = await aDevice(office, other);
    const place = { districtId: other.districtId, schoolId: other.schoolId };
    const { personId } = (await guardian.get(`${api}/me`)).body as { personId: string };
    await linkGuardian({ ...place, from: '2026-02-02' }, personId, pupil);
    await EnrolmentModel.create({
      ...{ _id: newId(), ...place },
      ...{ classId: other.mathematics, pupilId: pupil, from: '2026-02-02', to: null },
    });
    await eventually(async () => (await registerOf(there)).marks.some((mark) => mark.pupil === pupil));
    const marked = await there.send([there.mark([{ pupil, code: 'A' }])]);
    expect(marked.body).toMatchObject({ results: [{ out: 'applied' }] });
    await sent();
    await reviewAlerts(other.schoolId, '2026-03-04', test.app.platform);
    const alerts = await AlertModel.find({ pupil }).lean();
    const placed = alerts.map(({ schoolId, lessons }) => [schoolId, lessons.map((each) => each.classId)]);
    expect(Object.fromEntries(placed)).toEqual({
      [school.schoolId]: [school.mathematics],
      [other.schoolId]: [other.mathematics],
    });
    expect(placed).toHaveLength(2);
  });

  it('that was noticed under an older id goes on under it', async () => {
    const id = await sent();
    const older = { ...(await stored()), _id: 'a'.repeat(24) };
    await AlertModel.deleteOne({ _id: id });
    await AlertModel.collection.insertOne(older as never);
    await mark('P');
    await review();
    expect(await AlertModel.find({ pupil }).lean()).toMatchObject([{ _id: older._id, state: 'retracted' }]);
    await AlertModel.deleteOne({ _id: older._id });
  });

  it('is taken back at once when the family reports the day', async () => {
    await sent();
    await reported(guardian, pupil);
    await eventually(async () => (await stored())?.state === 'retracted');
    // who reported it knows
    expect(await said()).toEqual(['guardian.alerted']);
  });

  it('is taken back when the mark is corrected, and says when', async () => {
    await sent();
    seen = 1;
    await mark('L');
    await review();
    expect(await shown()).toMatchObject({ state: 'retracted', retractedAt: expect.any(Number) });
    expect(await said()).toEqual(['guardian.alertTakenBack', 'guardian.alerted']);
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
