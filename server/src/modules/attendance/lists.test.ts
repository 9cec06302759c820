import { ownRegisters, type Board, type StudentAttendance, type TeacherToday } from '@quad/shared/attendance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { aDevice, mathematicsOn } from './attendance.builders';
import { openDueRegisters } from './births';
import { RegisterModel } from './register.model';

let test: TestApp;
let school: ASchool;
let teacher: Agent;

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  teacher = await test.signIn(school.teacher);
});
afterAll(() => test.stop());

const today = async (agent: Agent): Promise<TeacherToday> =>
  (await agent.get('/api/v1/me/today')).body as TeacherToday;

describe('the registers of a day', () => {
  it('are expected from the timetable before anybody has made them, and are born by the job', async () => {
    // setting the clock has made them already
    await eventually(async () => (await today(teacher)).rows[0]?.live);
    await RegisterModel.deleteMany({ schoolId: school.schoolId });
    const before = await today(teacher);
    expect(before).toMatchObject({ date: '2026-03-04', timeZone: 'Europe/London', dayKind: 'instructional' });
    expect(before.rows).toMatchObject([
      {
        registerId: mathematicsOn(school).id,
        className: '7B Mathematics',
        starts: '08:55',
        pupils: 3,
        live: null,
      },
    ]);
    await openDueRegisters(test.app.platform);
    await openDueRegisters(test.app.platform);
    const after = await today(teacher);
    expect(after.rows[0]?.live).toMatchObject({ seq: 0, status: 'open', counts: { unmarked: 3 } });
    const tomorrow = await teacher.get(
      `/api/v1/registers/${mathematicsOn(school, '2026-03-05').id}/sync?epoch=0&since=0`,
    );
    expect(tomorrow.status).toBe(200);
  });

  it('come with those of the next school day, and whole for a device that may go offline', async () => {
    await openDueRegisters(test.app.platform);
    expect((await today(teacher)).next).toMatchObject({
      date: '2026-03-05',
      rows: [{ registerId: mathematicsOn(school, '2026-03-05').id, date: '2026-03-05', pupils: 3 }],
    });
    const own = ownRegisters.parse((await teacher.get('/api/v1/me/registers')).body);
    expect(own).toMatchObject({ date: '2026-03-04', next: '2026-03-05' });
    expect(own.registers.map(({ snapshot }) => snapshot.id)).toEqual(
      expect.arrayContaining([mathematicsOn(school).id, mathematicsOn(school, '2026-03-05').id]),
    );
    for (const { snapshot, names } of own.registers) {
      expect(snapshot.classId).toBe(school.mathematics);
      expect(Object.keys(names)).toEqual(expect.arrayContaining(snapshot.marks.map(({ pupil }) => pupil)));
    }
    // a Thursday before a holiday: the next is Monday
    await test.setClock(school.districtId, '2026-03-05', '09:00');
    expect((await today(teacher)).next?.date).toBe('2026-03-09');
    await test.setClock(school.districtId, '2026-03-04', '09:00');
    expect((await (await test.signIn(school.student)).get('/api/v1/me/registers')).status).toBe(403);
  });

  it('bring up what nobody took, and not the holiday', async () => {
    const { missed } = await today(teacher);
    expect(missed.map((row) => row.date)).toEqual(expect.arrayContaining(['2026-03-03', '2026-02-18']));
    await test.setClock(school.districtId, '2026-03-06', '09:00');
    expect(await today(teacher)).toMatchObject({ dayKind: 'holiday', rows: [] });
    await test.setClock(school.districtId, '2026-03-09', '09:00');
    expect((await today(teacher)).missed.map((row) => row.date)).not.toContain('2026-03-06');
    await test.setClock(school.districtId, '2026-03-04', '09:00');
  });

  it('take in one that was opened outside the timetable', async () => {
    const made = await teacher.post(`/api/v1/classes/${school.mathematics}/registers`).send({ at: '13:15' });
    expect(made.status).toBe(200);
    const { rows } = await today(teacher);
    expect(rows.map((row) => [row.starts, row.period])).toContainEqual(['13:15', 'at-1315']);
    expect(
      (await teacher.post(`/api/v1/classes/${school.mathematics}/registers`).send({ at: '25:99' })).status,
    ).toBe(422);
    expect((await teacher.post(`/api/v1/classes/${school.history}/registers`).send({})).status).toBe(403);
  });

  it('are not opened on a day without school, for another class’s period, or under another id', async () => {
    const { id, key } = mathematicsOn(school);
    expect((await teacher.put(`/api/v1/registers/${'0'.repeat(24)}`).send(key)).status).toBe(422);
    const wrong = mathematicsOn(school, '2026-03-06');
    const holiday = await teacher.put(`/api/v1/registers/${wrong.id}`).send(wrong.key);
    expect([holiday.status, (holiday.body as { code: string }).code]).toEqual([409, 'not_a_school_day']);
    expect((await (await test.signIn(school.student)).put(`/api/v1/registers/${id}`).send(key)).status).toBe(
      403,
    );
    expect((await test.anonymous.put(`/api/v1/registers/${id}`).send(key)).status).toBe(401);
  });
});

describe('an archived school', () => {
  it('takes no registers, from the timetable or outside it', async () => {
    const closed = await aSchool(test.app.platform, { password });
    await test.setClock(closed.districtId, '2026-03-04', '09:00');
    const [admin, teacher] = await Promise.all([test.signIn(closed.admin), test.signIn(closed.teacher)]);
    const archive = (archived: boolean) =>
      admin.put(`/api/v1/schools/${closed.schoolId}/archived`).send({ archived });
    await archive(true);
    const { id, key } = mathematicsOn(closed);
    const start = () => teacher.post(`/api/v1/classes/${closed.mathematics}/registers`).send({ at: '11:00' });
    for (const answer of [await teacher.put(`/api/v1/registers/${id}`).send(key), await start()])
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'school_archived']);
    await archive(false);
    expect((await start()).status).toBe(200);
  });
});

describe('a pupil’s attendance', () => {
  it('adds up the term before today, and gives the month’s marks with when they were set', async () => {
    await test.setClock(school.districtId, '2026-03-03', '09:00');
    const { id, key } = mathematicsOn(school, '2026-03-03');
    await teacher.put(`/api/v1/registers/${id}`).send(key);
    const student = await test.signIn(school.student);
    const me = ((await student.get('/api/v1/me')).body as { personId: string }).personId;
    const device = await aDevice(teacher, school);
    const yesterday = Object.assign(Object.create(Object.getPrototypeOf(device) as object), device, {
      register: { id, epoch: 0 },
    }) as typeof device;
    const epoch = (
      (await teacher.get(`/api/v1/registers/${id}/sync?epoch=0&since=0`)).body as { epoch: number }
    ).epoch;
    await teacher
      .post(`/api/v1/registers/${id}/actions`)
      .send(yesterday.submission([device.mark([{ pupil: me, code: 'A', note: 'secret' }])], { epoch }));
    await test.setClock(school.districtId, '2026-03-04', '09:05');
    await device.send([device.mark([{ pupil: me, code: 'L', minutes: 3 }])]);
    const attendance = (await student.get('/api/v1/me/attendance')).body as StudentAttendance;
    expect(attendance).toMatchObject({
      today: '2026-03-04',
      month: '2026-03',
      before: { present: 0, marked: 1, counts: { absent: 1 } },
      term: { name: 'Spring term' },
    });
    const set = attendance.marks.filter((mark) => mark.ver > 0);
    expect(set).toMatchObject([
      { date: '2026-03-03', code: 'A' },
      { date: '2026-03-04', code: 'L', minutes: 3, at: expect.any(Number) },
    ]);
    expect(JSON.stringify(attendance)).not.toContain('secret');
    expect(attendance.lessons.map((lesson) => lesson.starts)).toEqual(['08:55', '09:50']);
    expect(attendance.schoolDays).not.toContain('2026-03-06');
    const january = (await student.get('/api/v1/me/attendance?month=2026-01')).body as StudentAttendance;
    expect(january.marks.map((mark) => mark.date)).toEqual(['2026-03-04', '2026-03-04', '2026-03-04']);
    expect((await student.get('/api/v1/me/attendance?month=March')).status).toBe(422);
    expect((await teacher.get('/api/v1/me/attendance')).status).toBe(403);
  });
});

describe('the board', () => {
  it('counts what was submitted, leaves out what was not, and shows each only their schools', async () => {
    const silent = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const admin = await test.signIn(school.admin);
    const seen = (await admin.get('/api/v1/board')).body as Board;
    expect(seen.schools).toHaveLength(2);
    expect(seen.totals).toMatchObject({ schools: 2, reported: 1, present: 1, marked: 1, pupils: 6 });
    const row = seen.schools.find((each) => each.schoolId === silent.schoolId);
    expect(row).toMatchObject({ present: 0, marked: 0, registers: { submitted: 0, expected: 1 } });
    const office = await test.signIn(school.office);
    expect(((await office.get('/api/v1/board')).body as Board).schools.map((each) => each.schoolId)).toEqual([
      school.schoolId,
    ]);
    expect((await teacher.get('/api/v1/board')).status).toBe(403);
    expect(((await admin.get('/api/v1/board?q=nothing-like-it')).body as Board).schools).toEqual([]);
  });

  it('is never older than the change that made it stale', async () => {
    const admin = await test.signIn(school.admin);
    const device = await aDevice(teacher, school);
    const before = await admin.get('/api/v1/board');
    const shown = BigInt(before.get('X-Quad-Version') ?? '0');
    expect(shown).toBeGreaterThan(0n);
    await device.send([device.mark(school.pupils.map((pupil) => ({ pupil, code: 'P' })))]);
    const next = String(shown + 1n);
    const after = await admin.get('/api/v1/board').set('X-Quad-After', next);
    expect(BigInt(after.get('X-Quad-Version') ?? '0')).toBeGreaterThan(shown);
    expect((after.body as Board).totals.present).toBe(3);
    for (const never of ['soon', '-1', '99999999999999999999', '9223372036854775807']) {
      const refused = await admin.get('/api/v1/board').set('X-Quad-After', never);
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'x-quad-after' }] });
    }
    // what was given a moment ahead of this process is answered all the same, and says that it is older
    const ahead = String(BigInt(Math.round(Date.now() / 1_000) + 600) << 32n);
    const older = await admin.get('/api/v1/board').set('X-Quad-After', ahead);
    expect(older.status).toBe(200);
    expect(BigInt(older.get('X-Quad-Version') ?? '0')).toBeLessThan(BigInt(ahead));
    // and it has poisoned nobody else's read
    expect((await admin.get('/api/v1/board')).status).toBe(200);
    expect((await teacher.get('/api/v1/me/today')).status).toBe(200);
  });
});
