import type { Paged } from '@quad/shared/platform';
import type { ClassDetails, ClassRow } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { ClassModel } from '../class.model';
import { rollOn } from '../rolls';
import { aSchool, type ASchool } from '../schools.builders';
import { lessonsOn, loadTimetable } from '../timetable';

let test: TestApp;
let school: ASchool;
let foreign: ASchool;
let office: Agent;
let colleagueId: string;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  foreign = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  office = await test.signIn(school.office);
  const me = await (await test.signIn(school.colleague)).get('/api/v1/me');
  colleagueId = (me.body as { personId: string }).personId;
});
afterAll(() => test.stop());

const at = (path: string, { schoolId } = school): string => `/api/v1/schools/${schoolId}${path}`;
const list = async (query = ''): Promise<Paged<ClassRow>> =>
  (await office.get(at(`/classes${query}`))).body as Paged<ClassRow>;
const read = async (classId: string): Promise<ClassDetails> =>
  (await office.get(at(`/classes/${classId}`))).body as ClassDetails;
const make = async (code: string): Promise<string> => {
  const fields = { code, name: `Class ${code}`, subject: 'Art', room: null };
  const made = await office.post(at('/classes')).send(fields);
  return (made.body as { classId: string }).classId;
};

describe('classes', () => {
  it('are listed with their teachers and pupils, made, edited, and keep their codes apart', async () => {
    expect((await list('?q=math')).rows).toMatchObject([
      { code: 'MAT', teachers: expect.arrayContaining(['Ms teacher', 'Ms colleague']), pupils: 3, to: null },
    ]);
    const classId = await make('ART');
    const fields = { code: 'ART', name: 'Twice', subject: 'Art', room: null };
    const taken = await office.post(at('/classes')).send(fields);
    expect([taken.status, taken.body.about]).toEqual([409, { reason: 'codeTaken', code: 'ART' }]);
    expect((await office.patch(at(`/classes/${classId}`)).send({ code: 'MAT' })).status).toBe(409);
    expect((await office.patch(at(`/classes/${classId}`)).send({ room: 'Studio' })).status).toBe(204);
    expect(await read(classId)).toMatchObject({ code: 'ART', room: 'Studio', pupils: [] });
  });

  it('end with a day after which they have no lessons, and come back while nobody else has their code', async () => {
    const onThursday = async (): Promise<number> =>
      lessonsOn((await loadTimetable(school.schoolId, test.app.platform))!, '2026-03-05').length;
    const end = (to?: string | null) => office.put(at(`/classes/${school.history}/to`)).send({ to });
    expect(await onThursday()).toBe(2);
    expect((await end()).status).toBe(204);
    expect(await onThursday()).toBe(1);
    expect((await end('2026-03-03')).status).toBe(204);
    expect((await list('?state=ended')).rows.map(({ code }) => code)).toEqual(['HIS']);
    const enrol = await office
      .post(at(`/classes/${school.history}/pupils`))
      .send({ pupilIds: school.pupils });
    expect(enrol.body).toMatchObject({ status: 409, about: { reason: 'classEnded' } });
    const successor = await make('HIS');
    expect((await end(null)).body).toMatchObject({ about: { reason: 'codeTaken' } });
    await office.put(at(`/classes/${successor}/to`)).send({ to: '2026-03-03' });
    expect((await end(null)).status).toBe(204);
    expect(await onThursday()).toBe(2);
    expect(await ClassModel.countDocuments({ schoolId: school.schoolId, code: 'HIS' })).toBe(2);
  });

  it('are nobody else’s business', async () => {
    const path = `/classes/${school.mathematics}`;
    const teacher = await test.signIn(school.teacher);
    expect((await teacher.get(at(path))).status).toBe(403);
    expect((await test.anonymous.get(at(path))).status).toBe(401);
    const stranger = await test.signIn(foreign.office);
    for (const asked of [
      stranger.get(at(path)),
      stranger.get(at(path, foreign)),
      office.get(at(path, foreign)),
    ])
      expect((await asked).status).toBe(404);
    expect((await stranger.patch(at(path, foreign)).send({ name: 'Mine' })).status).toBe(404);
    expect((await office.post(at('/classes')).send({ code: 'X' })).status).toBe(422);
  });
});

describe('a class’s people', () => {
  it('are enrolled several at once, end and come back', async () => {
    const classId = await make('ENR');
    const roll = () => rollOn(classId, '2026-03-04', test.app.platform);
    const enrol = (pupilIds: string[]) => office.post(at(`/classes/${classId}/pupils`)).send({ pupilIds });
    const { enrolmentIds } = (await enrol(school.pupils)).body as { enrolmentIds: string[] };
    expect(enrolmentIds).toHaveLength(3);
    expect(await roll()).toHaveLength(3);
    expect((await enrol(school.pupils)).body).toEqual({ enrolmentIds: [] });
    const move = (to: string | null, ids = enrolmentIds) =>
      office.put(at('/enrolments')).send({ enrolmentIds: ids, to });
    expect((await move('2026-03-03', enrolmentIds.slice(0, 2))).body).toEqual({ changed: 2 });
    await eventually(async () => (await roll()).length === 1);
    expect((await move(null)).body).toEqual({ changed: 2 });
    await eventually(async () => (await roll()).length === 3);
    expect((await read(classId)).pupils.map(({ name }) => name)).toEqual([
      'Pupil0 Test',
      'Pupil1 Test',
      'Pupil2 Test',
    ]);
    const strangers = await enrol([colleagueId]);
    expect(strangers.body).toMatchObject({ status: 422, about: { reason: 'notPupil', name: 'T colleague' } });
    expect((await enrol(foreign.pupils)).status).toBe(422);
    expect((await move(null, ['f'.repeat(24)])).status).toBe(404);
    const byStranger = await (
      await test.signIn(foreign.office)
    )
      .put(at('/enrolments', foreign))
      .send({ enrolmentIds, to: '2026-03-03' });
    expect(byStranger.status).toBe(404);
  });

  it('are taught by teachers of the school, from a day to a day', async () => {
    const classId = await make('TEA');
    const give = (personId: string) => office.post(at(`/classes/${classId}/teachers`)).send({ personId });
    const { teachingId } = (await give(colleagueId)).body as { teachingId: string };
    expect((await give(colleagueId)).body).toEqual({ teachingId });
    const colleague = await test.signIn(school.colleague);
    const names = async (): Promise<string[]> =>
      ((await colleague.get('/api/v1/me/classes')).body as { name: string }[]).map(({ name }) => name);
    expect(await names()).toContain('Class TEA');
    const end = (to: string | null) => office.put(at(`/teachings/${teachingId}`)).send({ to });
    expect((await end('2026-03-03')).status).toBe(204);
    await eventually(async () => !(await names()).includes('Class TEA'));
    expect((await end(null)).status).toBe(204);
    expect((await read(classId)).teachers).toMatchObject([{ name: 'Ms colleague', to: null }]);
    expect((await give(school.pupils[0]!)).body).toMatchObject({ about: { reason: 'notTeacher' } });
    expect((await give(foreign.pupils[0]!)).status).toBe(404);
  });
});

describe('a class’s lessons', () => {
  it('are one at a time for the class, and for its teacher unless one insists', async () => {
    const classId = await make('LES');
    await office.post(at(`/classes/${classId}/teachers`)).send({ personId: colleagueId });
    const add = (fields: object) =>
      office.post(at(`/classes/${classId}/lessons`)).send({ weekday: 6, period: '1', room: null, ...fields });
    const { lessonId } = (await add({ room: 'Studio' })).body as { lessonId: string };
    expect((await read(classId)).lessons).toMatchObject([
      { lessonId, weekday: 6, periodName: 'Period 1', starts: '08:55', room: 'Studio', from: '2026-03-04' },
    ]);
    const twice = await add({ force: true });
    expect(twice.body).toMatchObject({
      status: 409,
      detail: 'Class LES has a lesson in Period 1 on that weekday already.',
    });
    const elsewhere = await add({ weekday: 1, period: '2' });
    expect(elsewhere.body).toMatchObject({
      status: 409,
      about: { reason: 'teacherBusy', name: 'Ms colleague', className: '7B History' },
    });
    expect((await add({ weekday: 1, period: '2', force: true })).status).toBe(200);
    expect((await add({ period: '9' })).body).toMatchObject({ about: { reason: 'unknownPeriod' } });
    expect((await add({ weekday: 8 })).status).toBe(422);
    const end = (to: string | null) => office.put(at(`/lessons/${lessonId}`)).send({ to });
    expect((await end('2026-03-03')).status).toBe(204);
    expect((await read(classId)).lessons).toHaveLength(1);
    expect((await add({ from: '2026-03-05' })).status).toBe(200);
    expect((await end(null)).body).toMatchObject({ about: { reason: 'classBusy' } });
    expect((await office.put(at(`/lessons/${'f'.repeat(24)}`)).send({})).status).toBe(404);
  });
});
