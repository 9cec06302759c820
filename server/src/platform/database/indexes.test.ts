import type { CourseDetail } from '@quad/shared/learning';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertsJob } from '../../modules/attendance/families/alerts';
import { reviewAlerts } from '../../modules/attendance/families/review-alerts';
import { followJob } from '../../modules/learning/courses/follow-rosters';
import { dueMailJob } from '../../modules/notifications/due-mail';
import { aSchool, type ASchool } from '../../modules/schools/schools.builders';
import { password, startTestApp, type TestApp } from '../../testing/test-app';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
});
afterAll(() => test.stop());

/** Lists with everything one can ask of them, for somebody who may; add yours. */
const listsOf = ({
  admin,
  office,
  teacher,
  guardian,
  student,
  schoolId,
  mathematics,
  pupils,
}: ASchool): [string, string][] => {
  const at = `/api/v1/schools/${schoolId}`;
  return [
    [admin, '/api/v1/schools?sort=pupils&q=school'],
    [admin, '/api/v1/schools?archived=yes'],
    [admin, '/api/v1/district/admins?q=a'],
    [admin, '/api/v1/search?q=pupil1 te'],
    [admin, '/api/v1/imports?page=2'],
    [office, '/api/v1/search?q=7b'],
    [office, `${at}/calendar`],
    [office, `${at}/people?role=student&q=pupil&sort=from`],
    [office, `${at}/people?role=teacher&state=ended`],
    [office, `${at}/people/${pupils[0] ?? ''}`],
    [office, `${at}/classes?q=7b&sort=subject`],
    [office, `${at}/classes?state=ended`],
    [office, `${at}/classes/${mathematics}`],
    [office, `${at}/covers?page=2`],
    [teacher, '/api/v1/me/classes'],
    [office, '/api/v1/absences?q=pupil&state=pending'],
    [office, '/api/v1/absences?page=2'],
    ...[office, teacher, guardian, student].flatMap((who): [string, string][] => [
      [who, '/api/v1/me/inbox'],
      [who, '/api/v1/mark-requests?state=open'],
      [who, `/api/v1/mark-requests?kind=query&pupil=${pupils[0] ?? ''}`],
    ]),
    ...['sort=title', 'sort=starts&state=draft', 'q=fract'].flatMap((query): [string, string][] => [
      [admin, `/api/v1/courses?${query}`],
      [teacher, `/api/v1/courses?${query}`],
    ]),
    [student, '/api/v1/me/courses?q=fract&state=open'],
    [guardian, '/api/v1/me/children'],
    [guardian, '/api/v1/me/notices'],
    [guardian, '/api/v1/me/notices/unread'],
    [admin, '/api/v1/me/notices/settings'],
    [admin, '/api/v1/outbox/deliveries?state=dead'],
    [admin, '/api/v1/mails'],
    [admin, '/api/v1/audit?from=2026-01-01&act=enrol'],
    [admin, `/api/v1/audit?person=${pupils[0] ?? ''}&school=${schoolId}&outcome=done`],
    [office, `/api/v1/pupils/${pupils[0] ?? ''}/disclosures`],
  ];
};

it('every list is answered from an index', async () => {
  const { db } = mongoose.connection;
  const agents = new Map([
    [school.admin, await test.signIn(school.admin)],
    [school.office, await test.signIn(school.office)],
    [school.teacher, await test.signIn(school.teacher)],
    [school.guardian, await test.signIn(school.guardian)],
    [school.student, await test.signIn(school.student)],
  ]);
  await test.app.platform.cache.clear();
  await db!.command({ profile: 2 });
  for (const [login, path] of listsOf(school)) {
    const answer = await agents.get(login)!.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
  }
  await changeThings();
  await askThings();
  await learnThings();
  await db!.command({ profile: 0 });
  const read = await db!
    .collection('system.profile')
    .find({ planSummary: { $exists: true } })
    .toArray();
  // a change stream goes on along the oplog, and jobs tend every district there is
  const scans = read.filter(
    ({ planSummary, ns, op }) =>
      String(planSummary).includes('COLLSCAN') &&
      op !== 'getmore' &&
      !/\.(jobs|migrations|districts|system\.)/.test(String(ns)),
  );
  expect(scans.map(({ ns, command }) => `${String(ns)} ${JSON.stringify(command)}`)).toEqual([]);
  // the profiler was on: a test that sees no query proves nothing
  expect(read.length).toBeGreaterThan(listsOf(school).length);
});

/** Changes look before they write. */
async function changeThings(): Promise<void> {
  const at = `/api/v1/schools/${school.schoolId}`;
  const [admin, office] = [await test.signIn(school.admin), await test.signIn(school.office)];
  const { personId } = (await (await test.signIn(school.teacher)).get('/api/v1/me')).body as {
    personId: string;
  };
  const cover = {
    ...{ classId: school.history, personId },
    ...{ from: { date: '2026-03-04', time: '09:00' }, to: { date: '2026-03-04', time: '12:00' } },
  };
  const lesson = { weekday: 6, period: '1', room: null };
  const bells = [{ period: '9', name: 'Nine', starts: '18:00', ends: '18:30' }];
  const terms = [{ name: 'Next', from: '2026-09-01', to: '2026-12-18' }];
  await office.post(`${at}/covers`).send(cover);
  await office.post(`${at}/classes/${school.mathematics}/lessons`).send(lesson);
  await office.post(`${at}/classes/${school.mathematics}/pupils`).send({ pupilIds: school.pupils });
  await office.post(`${at}/people`).send({ role: 'student', givenName: 'A', familyName: 'B' });
  await admin.put(`${at}/bells`).send({ bells });
  await admin.put(`${at}/terms`).send({ terms });
  await admin.put('/api/v1/district/days/2026-03-20').send({ kind: 'holiday' });
  await admin.post(`${at}/roll-over`).send({ terms, lastDay: '2026-07-22', apply: false });
}

/** What families ask, and what the jobs look up by themselves. */
async function askThings(): Promise<void> {
  const [guardian, office] = [await test.signIn(school.guardian), await test.signIn(school.office)];
  const { children } = (await guardian.get('/api/v1/me')).body as { children: string[] };
  const child = `/api/v1/pupils/${children[0] ?? ''}`;
  const body = { from: '2026-03-04', to: '2026-03-04', reasonKind: 'illness' };
  const { id } = (await guardian.post(`${child}/absences`).send(body)).body as { id: string };
  await guardian.get(`${child}/absences`);
  await guardian.get(`${child}/attendance`);
  await office.post('/api/v1/absences/decisions').send({ decision: 'approve', ids: [id] });
  await office.post(`/api/v1/absences/${id}/reopen`).send();
  await reviewAlerts(school.schoolId, '2026-03-04', test.app.platform);
  await alertsJob.run(test.app.platform);
  await guardian.post('/api/v1/me/notices/read').send({ all: true });
  await dueMailJob.run(test.app.platform);
}

/** A course from its beginning to its copy, and what follows from it by itself. */
async function learnThings(): Promise<void> {
  const [teacher, student] = [await test.signIn(school.teacher), await test.signIn(school.student)];
  const made = await teacher
    .post('/api/v1/courses')
    .send({ schoolId: school.schoolId, title: 'Fractions', summary: '', subject: '' });
  const at = `/api/v1/courses/${(made.body as CourseDetail).courseId}`;
  const { draft } = (await teacher.post(`${at}/modules`).send({ title: 'One' })).body as CourseDetail;
  const lesson = { moduleId: draft[0]?.id, kind: 'text', title: 'First' };
  const { lessonId } = (await teacher.post(`${at}/lessons`).send(lesson)).body as { lessonId: string };
  const body = { kind: 'text', html: '<p>Read</p>' };
  await teacher.put(`${at}/lessons/${lessonId}/draft`).send({ version: 0, body });
  const { version, draft: modules } = (await teacher.get(at)).body as CourseDetail;
  await teacher.put(`${at}/structure`).send({ version, modules });
  await teacher.post(`${at}/publish`).send({ version: version + 1 });
  await teacher.put(`${at}/classes/${school.mathematics}`);
  await teacher.get(`${at}/candidates?q=7b`);
  await student.get(`${at}/outline`);
  await student.get(`${at}/lessons/${lessonId}`);
  await student.put(`${at}/lessons/${lessonId}/done`).send({ done: true });
  await followJob.run(test.app.platform);
  await teacher.delete(`${at}/classes/${school.mathematics}`);
  expect((await teacher.post(`${at}/copy`).send({ title: 'Again' })).status).toBe(200);
}
