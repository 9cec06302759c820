import { defaultRules, type PupilYearDto, type SchoolSummary } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { ADevice, aDevice } from '../attendance.builders';
import { api } from '../families/family.builders';
import { registerId } from '../register.repository';
import { RegisterModel } from '../register.model';
import { summariseDay } from './summarise-day';
import { summariseSchool } from './summarise-school';
import { DirtyDays, summariesJob } from './summaries';
import { DaySummaryModel, DirtyDayModel, PupilYearModel } from './summary.model';

const today = '2026-03-04';
let quad: TestApp;
let school: ASchool;
let office: Agent;
let admin: Agent;
let pupil: string;

beforeAll(async () => {
  quad = await startTestApp();
});
afterAll(() => quad.stop());
beforeEach(async () => {
  school = await aSchool(quad.app.platform, { password });
  await quad.setClock(school.districtId, today, '12:00');
  [office, admin] = await Promise.all([quad.signIn(school.office), quad.signIn(school.admin)]);
  pupil = school.pupils[0] ?? '';
});

async function mark(date: string, code: string, lesson = { classId: school.mathematics, period: '1' }) {
  const key = { schoolId: school.schoolId, ...lesson, date };
  const id = registerId(key);
  const opened = await office.put(`${api}/registers/${id}`).send(key);
  const { actorId } = await aDevice(office, school);
  const device = new ADevice(office, actorId, { id, epoch: (opened.body as { epoch: number }).epoch });
  const sent = await device.send([device.mark([{ pupil, code }])]);
  expect(sent.body).toMatchObject({ results: [{ out: 'applied' }] });
}

const summarise = (date: string): Promise<void> => summariseDay(school.schoolId, date, quad.app.platform);
const year = async () => (await office.get(`${api}/pupils/${pupil}/year`)).body as PupilYearDto;

async function untilTheYear(has: Partial<PupilYearDto>): Promise<void> {
  await eventually(async () => {
    // it comes round every two seconds by itself
    await summariesJob.run(quad.app.platform);
    const now = await year();
    return now.possible === has.possible && now.absent === has.absent;
  });
}

describe('a pupil’s year', () => {
  it('keeps every day when many are computed at once, and the sums and warnings of them all', async () => {
    const days = ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-03-02', '2026-03-03', today];
    for (const date of days) await mark(date, date < '2026-03-02' ? 'P' : 'A');
    await untilTheYear({ possible: 7_000, absent: 3_000 });
    for (let again = 0; again < 5; again++) {
      await PupilYearModel.deleteMany({ schoolId: school.schoolId });
      await Promise.all(days.map(summarise));
      const found = await year();
      expect(found.days.map((each) => each.date)).toEqual(days);
      expect(found).toMatchObject({ possible: 7_000, absent: 3_000, share: 428 });
      expect(found.warnings).toEqual([{ kind: 'consecutive', days: 3 }]);
    }
  });

  it('is computed from before there was a counter of its writes', async () => {
    await mark('2026-03-03', 'A');
    await untilTheYear({ possible: 1_000, absent: 1_000 });
    await PupilYearModel.collection.updateMany({ schoolId: school.schoolId }, { $unset: { rev: 1 } });
    await mark(today, 'P');
    await untilTheYear({ possible: 2_000, absent: 1_000 });
  });

  it('loses no day, and takes none back, when the whole school is computed beside a day', async () => {
    await mark('2026-03-03', 'A');
    await mark(today, 'P');
    await untilTheYear({ possible: 2_000, absent: 1_000 });
    await PupilYearModel.deleteMany({ schoolId: school.schoolId });
    await Promise.all([
      summariseSchool(school.schoolId, quad.app.platform),
      summarise('2026-03-03'),
      summarise(today),
    ]);
    expect(await year()).toMatchObject({ possible: 2_000, absent: 1_000 });
    await eventually(async () => (await DirtyDayModel.exists({ schoolId: school.schoolId })) === null);
    // what somebody has summarised is newer than what this run has read
    await PupilYearModel.updateMany({ pupil }, { $set: { [`days.${today}.attended`]: 500 } });
    await summariseSchool(school.schoolId, quad.app.platform);
    expect((await year()).days.find((each) => each.date === today)?.attended).toBe(500);
  });

  it('reads each register by its own codes on the day they change', async () => {
    await mark(today, 'P');
    await admin.put(`${api}/schools/${school.schoolId}/codes`).send({ preset: 'england' });
    await mark(today, 'N', { classId: school.mathematics, period: 'at-1100' });
    await untilTheYear({ possible: 1_000, absent: 500 });
    const counts = (await year()).days[0]?.counts;
    expect(counts).toMatchObject({ present: 1, absent: 1 });
  });

  it('follows another rule of how lessons make a day', async () => {
    await mark(today, 'P');
    await mark(today, 'A', { classId: school.history, period: '2' });
    await untilTheYear({ possible: 1_000, absent: 500 });
    const rules = { ...defaultRules, dayRule: 'sessions' };
    expect((await admin.put(`${api}/schools/${school.schoolId}/rules`).send(rules)).status).toBe(200);
    await untilTheYear({ possible: 500, absent: 0 });
  });

  it('follows the calendar: a day without lessons was not possible, whatever was marked', async () => {
    const at = `${api}/schools/${school.schoolId}`;
    const summary = async () =>
      (await office.get(`${at}/summary?from=${today}&to=${today}`)).body as SchoolSummary;
    await mark(today, 'A');
    await untilTheYear({ possible: 1_000, absent: 1_000 });
    await admin.put(`${at}/days/${today}`).send({ kind: 'weather' });
    await untilTheYear({ possible: 0, absent: 0 });
    expect(await summary()).toMatchObject({ expected: 0, counts: { absent: 1 } });
    const report = await office.get(`${at}/reports/attendance?from=${today}&to=${today}&format=json`);
    expect(JSON.parse(report.text)).toMatchObject({ totals: [{ days_possible: 0, days_attended: 0 }] });
    await admin.put(`${at}/days/${today}`).send({ kind: null });
    await untilTheYear({ possible: 1_000, absent: 1_000 });
    const terms = [{ name: 'Spring term', from: '2026-01-05', to: '2026-03-03' }];
    await admin.put(`${at}/terms`).send({ terms });
    await untilTheYear({ possible: 0, absent: 0 });
  });
});

describe('the days to compute', () => {
  const place = async () =>
    (await DirtyDayModel.findById(`${school.schoolId}|${today}`).lean())?.at.getTime();

  it('keep their place when they are marked again', async () => {
    const at = new Date('2026-01-01');
    // more than a run of the job takes stand before it
    const ahead = Array.from({ length: 5_000 }, (_, i) => ({
      ...{ _id: `${school.schoolId}|ahead${i}`, schoolId: school.schoolId, date: '2026-02-02' },
      ...{ token: 't', at: new Date(at.getTime() - 1) },
    }));
    await DirtyDayModel.collection.insertMany(ahead as never);
    const { _id, ...day } = { _id: `${school.schoolId}|${today}`, schoolId: school.schoolId, date: today };
    await DirtyDayModel.updateOne({ _id }, { $set: { ...day, at, token: 't' } }, { upsert: true });
    new DirtyDays(quad.app.platform).note(school.schoolId, today);
    await eventually(async () => (await DirtyDayModel.findById(_id).lean())?.token !== 't');
    expect(await place()).toBe(at.getTime());
    await DirtyDayModel.deleteMany({ schoolId: school.schoolId });
  });

  it('are not held up by one that cannot be computed', async () => {
    const other = await aSchool(quad.app.platform, { password, districtId: school.districtId });
    await mark(today, 'P');
    await aDevice(await quad.signIn(other.office), other);
    const spoilt = { $set: { codeSet: 'nobody-knows-it' } };
    const { modifiedCount } = await RegisterModel.updateMany({ schoolId: other.schoolId }, spoilt);
    expect(modifiedCount).toBeGreaterThan(0);
    const dirty = [other, school].map(({ schoolId }, i) => ({
      ...{ _id: `${schoolId}|${today}`, schoolId, date: today, token: 't', at: new Date(i) },
    }));
    await DirtyDayModel.deleteMany({ schoolId: { $in: dirty.map(({ schoolId }) => schoolId) } });
    await DaySummaryModel.deleteMany({ schoolId: school.schoolId });
    await DirtyDayModel.collection.insertMany(dirty as never);
    await summariesJob.run(quad.app.platform);
    await eventually(() => DaySummaryModel.exists({ schoolId: school.schoolId, date: today }));
    await DirtyDayModel.deleteMany({ schoolId: other.schoolId });
  });
});
