import type {
  Absentees,
  MarkHistory,
  OnSite,
  Rollcall,
  SchoolDay,
  SchoolRules,
} from '@quad/shared/attendance';
import { codesOf } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { EnrolmentModel } from '../../schools/class.model';
import { aDevice, mathematicsOn } from '../attendance.builders';
import { lockJob } from './lock-registers';
import { RegisterModel } from '../register.model';

let quad: TestApp;
let school: ASchool;
let office: Agent;
let teacher: Agent;
const first = (): string => school.pupils[0] ?? '';

beforeAll(async () => {
  quad = await startTestApp();
});
afterAll(() => quad.stop());
beforeEach(async () => {
  school = await aSchool(quad.app.platform, { password });
  await quad.setClock(school.districtId, '2026-03-04', '09:00');
  [office, teacher] = await Promise.all([quad.signIn(school.office), quad.signIn(school.teacher)]);
});

const get = async <T>(agent: Agent, path: string): Promise<T> => {
  const answer = await agent.get(`/api/v1${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
  return answer.body as T;
};
const day = (query = ''): Promise<SchoolDay> => get(office, `/schools/${school.schoolId}/day${query}`);

describe('a school’s day', () => {
  it('shows each register with where it stands, the one that needs somebody first', async () => {
    const before = await day();
    expect(before.rows.map((row) => [row.className, row.standing])).toEqual([
      ['7B Mathematics', 'due'],
      ['7B History', 'notDue'],
    ]);
    expect(before).toMatchObject({ onRoll: 3, total: 2, compare: null, standings: { due: 1, notDue: 1 } });
    await quad.setClock(school.districtId, '2026-03-04', '09:06');
    expect((await day()).rows[0]).toMatchObject({
      standing: 'late',
      teachers: ['Ms colleague', 'Ms teacher'],
    });
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil: first(), code: 'P' }])]);
    expect((await day()).rows.map((row) => row.standing)).toEqual(['taking', 'notDue']);
    expect((await day('?standing=taking')).rows).toMatchObject([
      { className: '7B Mathematics', last: { name: 'Ms teacher' }, counts: { present: 1, unmarked: 2 } },
    ]);
    await device.send([device.close()]);
    expect((await day('?q=math')).rows).toMatchObject([{ standing: 'closed' }]);
    expect((await day('?q=nobody')).total).toBe(0);
  });

  it('is the office’s: not a teacher’s, not another school’s', async () => {
    const path = `/api/v1/schools/${school.schoolId}/day`;
    expect((await quad.anonymous.get(path)).status).toBe(401);
    expect((await teacher.get(path)).status).toBe(403);
    const other = await aSchool(quad.app.platform, { password, districtId: school.districtId });
    expect((await (await quad.signIn(other.office)).get(path)).status).toBe(404);
    const strangers = await aSchool(quad.app.platform, { password });
    expect((await (await quad.signIn(strangers.admin)).get(path)).status).toBe(404);
    expect((await office.get(`${path}?date=tomorrow`)).status).toBe(422);
  });

  it('names who is absent without a reason, and who was late', async () => {
    const device = await aDevice(teacher, school);
    const [a = '', b = '', c = ''] = school.pupils;
    await device.send([
      device.mark([
        { pupil: a, code: 'A' },
        { pupil: b, code: 'E' },
        { pupil: c, code: 'L', minutes: 4 },
      ]),
    ]);
    const who = async (kind: string): Promise<string[]> =>
      (await get<Absentees>(office, `/schools/${school.schoolId}/absentees?kind=${kind}`)).rows.map(
        (r) => r.pupil,
      );
    expect(await who('unexplained')).toEqual([a]);
    expect((await who('absent')).sort()).toEqual([a, b].sort());
    expect(await who('late')).toEqual([c]);
  });
});

describe('a correction', () => {
  it('of a closed register by the office needs a reason, and stands in the mark’s history', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil: first(), code: 'A' }]), device.close()]);
    const mine = await aDevice(office, school);
    const refused = await mine.send([mine.mark([{ pupil: first(), code: 'L', minutes: 9 }])]);
    expect(refused.body).toMatchObject({ results: [{ out: 'rejected', reason: 'register_closed' }] });
    const reason = 'Came at nine';
    const taken = await mine.send([mine.mark([{ pupil: first(), code: 'L', minutes: 9 }], { reason })]);
    expect(taken.body).toMatchObject({ results: [{ out: 'applied' }] });
    const history = await get<MarkHistory>(
      office,
      `/registers/${mathematicsOn(school).id}/marks/${first()}/history`,
    );
    expect(history.steps).toMatchObject([
      { from: null, to: 'A', byName: 'Ms teacher', role: 'teacher', out: 'applied' },
      { from: 'A', to: 'L', minutes: 9, reason, byName: 'Olu Office', role: 'office', out: 'applied' },
    ]);
    const register = await RegisterModel.findById(mathematicsOn(school).id).lean();
    expect(register).toMatchObject({ status: 'closed', counts: { late: 1, unmarked: 2 } });
  });

  it('comes by an arrival after the register was closed', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.mark(school.pupils.map((pupil) => ({ pupil, code: 'A' }))), device.close()]);
    const path = `/api/v1/schools/${school.schoolId}/arrivals`;
    const answer = await office.post(path).send({ pupilId: first(), at: '08:59' });
    expect(answer.body).toMatchObject({ className: '7B Mathematics', code: 'L', minutes: 4 });
    const again = await office.post(path).send({ pupilId: first() });
    expect(again.body).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('already') as string,
    });
    expect((await office.post(path).send({ pupilId: school.pupils[1], at: '07:00' })).status).toBe(409);
    expect((await teacher.post(path).send({ pupilId: first() })).status).toBe(403);
  });

  it('of a mark nobody may see is not there', async () => {
    await aDevice(teacher, school);
    const path = `/api/v1/registers/${mathematicsOn(school).id}/marks/${first()}/history`;
    const strangers = await aSchool(quad.app.platform, { password });
    expect((await (await quad.signIn(strangers.office)).get(path)).status).toBe(404);
    expect((await (await quad.signIn(school.student)).get(path)).status).toBe(403);
    expect((await office.get(path.replace(first(), '0'.repeat(24)))).status).toBe(404);
  });
});

describe('a register whose time is over', () => {
  it('is closed by Quad with the automatic code, and then changed by the office alone', async () => {
    const rules = {
      ...(await get<SchoolRules>(await quad.signIn(school.admin), `/schools/${school.schoolId}/rules`)).rules,
    };
    const admin = await quad.signIn(school.admin);
    const set = await admin
      .put(`/api/v1/schools/${school.schoolId}/rules`)
      .send({ ...rules, lockAfterMinutes: 30, autoCode: 'A' });
    expect(set.status).toBe(200);
    // today's registers were made before: the rule holds for those made from now on
    await RegisterModel.deleteMany({ schoolId: school.schoolId });
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil: first(), code: 'P' }])]);
    await quad.setClock(school.districtId, '2026-03-04', '10:15');
    await lockJob.run(quad.app.platform);
    await lockJob.run(quad.app.platform);
    const id = mathematicsOn(school).id;
    const register = await RegisterModel.findById(id).lean();
    expect(register).toMatchObject({ status: 'closed', seq: 3, counts: { present: 1, absent: 2 } });
    expect(register?.log.slice(1).map((entry) => [entry.role, entry.kind])).toEqual([
      ['system', 'mark'],
      ['system', 'close'],
    ]);
    const refused = await device.send([device.reopen('One more')]);
    expect(refused.body).toMatchObject({ results: [{ reason: 'register_locked' }] });
    const mine = await aDevice(office, school);
    const corrected = await mine.send([mine.mark([{ pupil: first(), code: 'E' }], { reason: 'Rang in' })]);
    expect(corrected.body).toMatchObject({ results: [{ out: 'applied' }] });
  });

  it('stays “not submitted” when nobody began it', async () => {
    await aDevice(teacher, school);
    await RegisterModel.updateMany({ schoolId: school.schoolId }, { $set: { lockAt: 1 } });
    await lockJob.run(quad.app.platform);
    const register = await RegisterModel.findById(mathematicsOn(school).id).lean();
    expect(register).toMatchObject({ status: 'open', seq: 0, counts: { unmarked: 3 } });
  });
});

describe('a roll', () => {
  it('follows an enrolment that ends and one that begins, on registers that exist', async () => {
    await aDevice(teacher, school);
    const id = mathematicsOn(school).id;
    const place = { classId: school.mathematics, pupilId: first() };
    await EnrolmentModel.updateOne(place, { $set: { to: '2026-03-03' } });
    const left = await eventually(async () => {
      const register = await RegisterModel.findById(id).lean();
      return register?.seq === 1 && register;
    });
    expect(left.marks.map((mark) => mark.pupil)).not.toContain(first());
    expect(left.log).toMatchObject([
      { kind: 'roll', role: 'system', changes: [{ pupil: first(), roll: 'leave' }] },
    ]);
    await EnrolmentModel.updateOne(place, { $set: { to: null } });
    const back = await eventually(async () => {
      const register = await RegisterModel.findById(id).lean();
      return register?.seq === 2 && register;
    });
    expect(back.marks.at(-1)).toMatchObject({ pupil: first(), code: null });
  });
});

describe('attendance codes', () => {
  it('of England make registers of England, with codes a teacher may not give', async () => {
    const admin = await quad.signIn(school.admin);
    const path = `/api/v1/schools/${school.schoolId}/codes`;
    const set = await admin.put(path).send({ preset: 'england' });
    expect(set.body).toMatchObject({ codeSet: 'england', ownCodes: true });
    await RegisterModel.deleteMany({ schoolId: school.schoolId });
    const device = await aDevice(teacher, school);
    const [a = '', b = ''] = school.pupils;
    const sent = await device.send([
      device.mark([{ pupil: a, code: '/' }]),
      device.mark([{ pupil: b, code: 'C1' }]),
      device.mark([{ pupil: b, code: 'P' }]),
    ]);
    expect(sent.body).toMatchObject({
      results: [{ out: 'applied' }, { out: 'rejected', reason: 'not_allowed' }, { out: 'applied' }],
    });
    const mine = await aDevice(office, school);
    expect((await mine.send([mine.mark([{ pupil: b, code: 'C1' }])])).body).toMatchObject({
      results: [{ out: 'applied' }],
    });
    const register = await RegisterModel.findById(mathematicsOn(school).id).lean();
    expect(register?.counts).toMatchObject({ present: 1, excused: 1, unmarked: 1 });
    // what the office has approved, a teacher may give
    const guardian = await quad.signIn(school.guardian);
    const [child = ''] = ((await guardian.get('/api/v1/me')).body as { children: string[] }).children;
    const day = { from: '2026-03-04', to: '2026-03-04' };
    const report = await guardian
      .post(`/api/v1/pupils/${child}/absences`)
      .send({ ...day, reasonKind: 'religious' });
    const { id } = report.body as { id: string };
    await office.post('/api/v1/absences/decisions').send({ ids: [id], decision: 'approve' });
    const granted = await device.send([device.mark([{ pupil: child, code: 'R' }])]);
    expect(granted.body).toMatchObject({ results: [{ out: 'applied' }] });
  });

  it('of one’s own are known to whoever opens the register, on another process too', async () => {
    const admin = await quad.signIn(school.admin);
    const codes = [
      { letter: 'I', category: 'present', label: 'In' },
      { letter: 'O', category: 'absent', label: 'Out', unexplained: true },
      { letter: 'X', category: 'excused', label: 'Other', needsReason: true },
    ];
    const set = await admin.put(`/api/v1/schools/${school.schoolId}/codes`).send({ codes });
    const { codeSet } = set.body as SchoolRules;
    expect(codesOf(codeSet)).toEqual(codes);
    await RegisterModel.deleteMany({ schoolId: school.schoolId });
    const device = await aDevice(teacher, school);
    const sent = await device.send([
      device.mark([{ pupil: first(), code: 'X' }]),
      device.mark([{ pupil: first(), code: 'X', note: 'Interview' }]),
    ]);
    expect(sent.body).toMatchObject({
      results: [{ out: 'rejected', reason: 'reason_needed' }, { out: 'applied' }],
    });
    const snapshot = await get<{ snapshot: { codes: unknown } }>(
      office,
      `/registers/${mathematicsOn(school).id}/sync?epoch=0&since=0`,
    );
    expect(snapshot.snapshot.codes).toEqual(codes);
    const back = await admin.put(`/api/v1/schools/${school.schoolId}/codes`).send({ inherit: true });
    expect([back.status, back.text]).toEqual([200, expect.stringContaining('international')]);
  });

  it('that nobody can take a register with are refused', async () => {
    const admin = await quad.signIn(school.admin);
    const path = `/api/v1/schools/${school.schoolId}/codes`;
    const twice = [
      { letter: 'P', category: 'present', label: 'Here' },
      { letter: 'P', category: 'present', label: 'Here' },
    ];
    const refused = await admin.put(path).send({ codes: twice });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('twice');
    expect(refused.text).toContain('a teacher needs a code for absent');
    expect((await office.put(path).send({ preset: 'england' })).status).toBe(403);
    expect((await admin.put(path).send({ preset: 'mars' })).status).toBe(422);
  });
});

describe('who is on site', () => {
  it('is told by the last lesson that was marked, and wardens’ words merge in any order', async () => {
    const device = await aDevice(teacher, school);
    const [a = '', b = ''] = school.pupils;
    await device.send([
      device.mark([
        { pupil: a, code: 'P' },
        { pupil: b, code: 'A' },
      ]),
    ]);
    const site = await get<OnSite>(teacher, `/schools/${school.schoolId}/on-site`);
    const states = Object.fromEntries(site.people.map((person) => [person.personId, person.state]));
    expect(states).toMatchObject({ [a]: 'onSite', [b]: 'away' });
    expect(Object.values(states)).toContain('unknown');
    const path = `/api/v1/schools/${school.schoolId}/rollcalls`;
    const [one, two] = await Promise.all([office.post(path).send({}), teacher.post(path).send({})]);
    const { id, startedAt } = one.body as Rollcall;
    expect((two.body as Rollcall).id).toBe(id);
    const say = (agent: Agent, checks: object[]) =>
      agent.post(`/api/v1/rollcalls/${id}/checks`).send({ checks });
    const now = startedAt;
    await say(teacher, [{ personId: a, safe: false, at: now - 5 }]);
    await say(office, [
      { personId: a, safe: true, at: now - 10 },
      { personId: b, safe: true, at: now - 10 },
    ]);
    const last = await say(teacher, [{ personId: a, safe: false, at: now - 5 }]);
    expect((last.body as Rollcall).checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ personId: a, safe: false, by: 'Ms teacher' }),
        expect.objectContaining({ personId: b, safe: true, by: 'Olu Office' }),
      ]),
    );
    await office.post(`/api/v1/rollcalls/${id}/end`).send({});
    expect((await say(teacher, [{ personId: a, safe: true, at: now }])).status).toBe(409);
    const strangers = await aSchool(quad.app.platform, { password });
    expect(
      (await (await quad.signIn(strangers.office)).post(`/api/v1/rollcalls/${id}/end`).send({})).status,
    ).toBe(404);
    expect(
      (await (await quad.signIn(school.student)).get(`/api/v1/schools/${school.schoolId}/on-site`)).status,
    ).toBe(403);
  });
});
