import { defaultRules, type AttendanceRules, type Mark } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { EnrolmentModel } from '../../schools/class.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aDevice, mathematicsOn } from '../attendance.builders';
import { api, childOf, reported } from '../families/family.builders';
import { lockJob } from './lock-registers';
import { RegisterModel, type RegisterRecord } from '../register.model';

let quad: TestApp;
let school: ASchool;
let office: Agent;

beforeAll(async () => {
  quad = await startTestApp();
});
afterAll(() => quad.stop());
beforeEach(async () => {
  school = await aSchool(quad.app.platform, { password });
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
  office = await quad.signIn(school.office);
});

async function setRules(rules: Partial<AttendanceRules>): Promise<void> {
  const admin = await quad.signIn(school.admin);
  const set = await admin.put(`${api}/schools/${school.schoolId}/rules`).send({ ...defaultRules, ...rules });
  expect(set.status).toBe(200);
}

async function timeIsOver(): Promise<void> {
  await RegisterModel.updateMany({ schoolId: school.schoolId }, { $set: { lockAt: 1 } });
  await lockJob.run(quad.app.platform);
}

const stored = () => RegisterModel.findById(mathematicsOn(school).id).lean<RegisterRecord>();
const codeOf = (marks: readonly Mark[] | undefined, pupil: string | undefined) =>
  marks?.find((mark) => mark.pupil === pupil)?.code;

describe('the lock of a register', () => {
  it('leaves one alone whose roll has changed but which nobody has begun', async () => {
    await setRules({ autoCode: 'A' });
    await aDevice(office, school);
    const place = { classId: school.mathematics, pupilId: school.pupils[0] };
    await EnrolmentModel.updateOne(place, { $set: { to: '2026-03-03' } });
    await eventually(async () => ((await stored())?.seq ?? 0) > 0);
    await timeIsOver();
    expect(await stored()).toMatchObject({ status: 'open', counts: { absent: 0, unmarked: 2 } });
  });

  it('gives who is away with the office’s approval that code, and the others the automatic one', async () => {
    await setRules({ autoCode: 'A' });
    const device = await aDevice(office, school);
    const guardian = await quad.signIn(school.guardian);
    const away = await childOf(guardian);
    const [there, nobodyKnows] = school.pupils.filter((pupil) => pupil !== away);
    const { id } = await reported(guardian, away);
    await office.post(`${api}/absences/decisions`).send({ decision: 'approve', ids: [id] });
    await device.send([device.mark([{ pupil: there ?? '', code: 'P' }])]);
    await timeIsOver();
    const register = await stored();
    expect(register?.status).toBe('closed');
    expect([away, there, nobodyKnows].map((pupil) => codeOf(register?.marks, pupil))).toEqual([
      'E',
      'P',
      'A',
    ]);
  });

  it('fills nothing without an automatic code, also where an absence is approved', async () => {
    const device = await aDevice(office, school);
    const guardian = await quad.signIn(school.guardian);
    const away = await childOf(guardian);
    const { id } = await reported(guardian, away);
    await office.post(`${api}/absences/decisions`).send({ decision: 'approve', ids: [id] });
    const there = school.pupils.find((pupil) => pupil !== away) ?? '';
    await device.send([device.mark([{ pupil: there, code: 'P' }])]);
    await timeIsOver();
    expect(await stored()).toMatchObject({ status: 'closed', counts: { present: 1, unmarked: 2 } });
  });

  it('comes once: what the office opens again stays open', async () => {
    const device = await aDevice(office, school);
    await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
    await timeIsOver();
    expect((await stored())?.status).toBe('closed');
    const opened = await device.send([device.reopen('It was not finished')]);
    expect(opened.body).toMatchObject({ results: [{ out: 'applied' }] });
    await lockJob.run(quad.app.platform);
    expect((await stored())?.status).toBe('open');
  });

  it('is not held up by registers that are too full to be closed', async () => {
    const device = await aDevice(office, school);
    await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
    const like = await stored();
    const full = Array.from({ length: 200 }, () => ({
      ...like,
      ...{ _id: newId(), classId: newId(), lockAt: 0, bytes: 1_000_000 },
    }));
    await RegisterModel.collection.insertMany(full as never);
    await timeIsOver();
    expect((await stored())?.status).toBe('closed');
    expect(await RegisterModel.countDocuments({ schoolId: school.schoolId, status: 'open' })).toBeGreaterThan(
      199,
    );
  });
});
