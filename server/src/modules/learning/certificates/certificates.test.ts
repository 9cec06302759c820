import type { CourseCertificate, LearningTime, MyCertificate, Verification } from '@quad/shared/learning';
import type { NoticeList } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { enrolmentId } from '../course-access';
import { CourseModel } from '../course.model';
import { aCourse, type ACourse } from '../learning.builders';
import { recordProgress } from '../record-progress';
import { CertificateModel } from './certificate.model';

let test: TestApp;
let school: ASchool;
let course: ACourse;
let student: Agent;
let teacher: Agent;
let certificate: MyCertificate;

const api = '/api/v1';
const now = Date.parse('2026-03-04T09:00:00Z');
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  const only = (kind: string) => (modules: Parameters<NonNullable<Arrange>>[0]) =>
    modules.map((each) => ({ ...each, lessons: each.lessons.filter((lesson) => lesson.kind === kind) }));
  course = await aCourse(school, { arrange: only('text') });
  [student, teacher] = await Promise.all([test.signIn(school.student), test.signIn(school.teacher)]);
  await finish(course, school.pupils[0] ?? '');
  certificate = await eventually(async () => (await mine(student))[0]);
});
afterAll(() => test.stop());

type Arrange = NonNullable<Parameters<typeof aCourse>[1]>['arrange'];

async function finish({ courseId, lessons }: ACourse, personId: string): Promise<void> {
  const found = await CourseModel.findById(courseId).lean();
  const enrolment = { _id: enrolmentId(courseId, personId), districtId: school.districtId };
  await recordProgress(
    enrolment,
    found?.live ?? [],
    { lessonId: lessons.text, done: true, seconds: 3_900 },
    now,
  );
}
async function mine(agent: Agent): Promise<MyCertificate[]> {
  return ((await agent.get(`${api}/me/certificates`)).body as Paged<MyCertificate>).rows;
}
async function verified(code: string): Promise<Verification> {
  return (await test.anonymous.get(`${api}/certificates/${encodeURIComponent(code)}`)).body as Verification;
}

describe('a certificate', () => {
  it('is given once for a finished course, says what stands on its paper, and is news', async () => {
    await finish(course, school.pupils[0] ?? '');
    expect(certificate).toMatchObject({ course: 'Fractions', name: 'Pupil0 Test', date: '2026-03-04' });
    expect(certificate.seconds).toBe(3_900);
    expect(certificate.code).toMatch(/^[A-HJ-NP-Z2-9]{20}$/);
    expect(await CertificateModel.countDocuments({ courseId: course.courseId })).toBe(1);
    const told = await eventually(async () => {
      const { rows } = (await student.get(`${api}/me/notices`)).body as NoticeList;
      return rows.find(({ kind }) => kind === 'certificateIssued');
    });
    expect(told).toMatchObject({ about: { course: 'Fractions' }, link: '/learning/certificates' });
  });

  it('is a PDF for its owner, and not there for anybody else', async () => {
    const path = `${api}/me/certificates/${certificate.certificateId}/file`;
    const file = await student.get(path).buffer(true);
    expect(file.status).toBe(200);
    expect((file.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await teacher.get(path)).status).toBe(404);
    expect((await test.anonymous.get(path)).status).toBe(401);
  });

  it('is found genuine by anybody who types its code in any way, and nothing else is', async () => {
    const typed = certificate.code.toLowerCase().replace(/(.{5})(?=.)/g, '$1 – ');
    const { name, school: where, seconds } = certificate;
    const said = { name, course: 'Fractions', school: where, date: '2026-03-04', seconds };
    expect(await verified(typed)).toEqual({ state: 'genuine', ...said, revokedOn: null });
    const none = { name: null, course: null, school: null, date: null, seconds: null, revokedOn: null };
    for (const code of ['ABCDE', 'A'.repeat(20)])
      expect(await verified(code)).toEqual({ state: 'unknown', ...none });
  });

  it('is taken back with a reason by those who make the course, and put right again', async () => {
    const { courseId } = course;
    const at = `${api}/courses/${courseId}/certificates`;
    const revoke = `${at}/${certificate.certificateId}/revoke`;
    const reason = { reason: 'Somebody else did the work' };
    expect((await student.post(revoke).send(reason)).status).toBe(403);
    expect((await teacher.post(revoke).send({ reason: '' })).status).toBe(422);
    expect((await teacher.post(`${at}/${newId()}/revoke`).send(reason)).status).toBe(404);
    expect((await teacher.post(revoke).send(reason)).body).toMatchObject(reason);
    expect((await teacher.post(revoke).send(reason)).status).toBe(409);
    expect(await verified(certificate.code)).toMatchObject({ state: 'revoked', revokedOn: '2026-03-04' });
    expect((await student.get(`${api}/me/certificates/${certificate.certificateId}/file`)).status).toBe(409);
    const { rows } = (await teacher.get(at)).body as Paged<CourseCertificate>;
    expect(rows).toMatchObject([{ ...reason, revokedBy: 'Ms teacher' }]);
    expect((await teacher.post(`${at}/${certificate.certificateId}/restore`)).status).toBe(200);
    expect(await verified(certificate.code)).toMatchObject({ state: 'genuine', revokedOn: null });
  });

  it('is not given where the course gives none', async () => {
    const plain = await aCourse(school, {
      arrange: (modules) =>
        modules.map((each) => ({ ...each, lessons: each.lessons.filter(({ kind }) => kind === 'text') })),
    });
    await CourseModel.updateOne({ _id: plain.courseId }, { $set: { certificate: false } });
    await finish(plain, school.pupils[0] ?? '');
    await finish(course, school.pupils[1] ?? '');
    // the later one is there, so the earlier was looked at
    await eventually(() => CertificateModel.exists({ personId: school.pupils[1] }));
    expect(await CertificateModel.exists({ courseId: plain.courseId })).toBeNull();
  });

  it('of somebody erased still holds, and tells nobody their name', async () => {
    const kept = test.app.platform.personal.find(({ collection }) => collection === 'certificates');
    const personId = school.pupils[1] ?? '';
    const person = { personId, districtId: school.districtId, pseudonym: 'Former pupil 1' };
    const named = { givenName: 'Pupil1', familyName: 'Test', words: ['Pupil1 Test'] };
    await kept?.forget?.({ ...person, ...named }, test.app.platform);
    const { code = '' } = (await CertificateModel.findOne({ personId }).lean()) ?? {};
    expect(await verified(code)).toMatchObject({ state: 'genuine', name: 'Former pupil 1' });
  });
});

describe('the time spent learning', () => {
  it('is the learner’s own to read and to download', async () => {
    const time = (await student.get(`${api}/me/learning-time`)).body as LearningTime;
    expect(time).toMatchObject({ name: 'Pupil0 Test' });
    expect(time.courses).toContainEqual(
      expect.objectContaining({ title: 'Fractions', share: 1, completedAt: now }),
    );
    expect(time.seconds).toBe(time.courses.reduce((sum, { seconds }) => sum + seconds, 0));
    const file = await student.get(`${api}/me/learning-time/file`).buffer(true);
    expect((file.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is for the school’s office with a proof, and for no teacher', async () => {
    const office = await test.signIn(school.office);
    const path = `${api}/people/${school.pupils[0] ?? ''}/learning-time`;
    expect((await office.get(path)).body).toMatchObject({ name: 'Pupil0 Test' });
    expect((await teacher.get(path)).status).toBe(403);
    expect((await office.get(`${api}/people/${newId()}/learning-time`)).status).toBe(404);
  });
});

it('a child’s courses are for the guardians and the office; another’s child is not there', async () => {
  const guardian = await test.signIn(school.guardian);
  const [own = '', other = ''] = school.pupils;
  const answer = (await guardian.get(`${api}/pupils/${own}/learning`)).body as Paged<unknown>;
  expect(answer.rows).toContainEqual(
    expect.objectContaining({ title: 'Fractions', done: 1, of: 1, completedAt: now }),
  );
  expect((await guardian.get(`${api}/pupils/${other}/learning`)).status).toBe(404);
  expect((await teacher.get(`${api}/pupils/${own}/learning`)).status).toBe(403);
  expect((await test.anonymous.get(`${api}/pupils/${own}/learning`)).status).toBe(401);
});
