import type { CourseFile } from '@quad/shared/learning';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { FileRoomModel } from '../../../platform/files/file-room.model';
import { CourseModel } from '../course.model';
import { PersonModel } from '../../identity/person.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aCourse, usualBodies } from '../learning.builders';
import { CourseFileModel } from './file.model';
import { removeFiles } from './keep-file';

let test: TestApp;
let school: ASchool;
let teacher: Agent;
let student: Agent;
beforeAll(async () => {
  test = await startTestApp({ env: { QUAD_SCHOOL_FILES_MB: '1' } });
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [teacher, student] = (await Promise.all(
    [school.teacher, school.student].map((who) => test.signIn(who)),
  )) as [Agent, Agent];
});
afterAll(() => test.stop());

const pdf = Buffer.from('%PDF-1.4\n');
const add = (courseId: string, type: string, bytes: Buffer, name: string, who = teacher) =>
  who.post(`/api/v1/courses/${courseId}/files?name=${name}`).set('Content-Type', type).send(bytes);

it('draws a picture anew and shows it, and lets everything else only be downloaded', async () => {
  const { courseId } = await aCourse(school);
  const drawn = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Make: 'Secret Camera' } })
    .jpeg()
    .toBuffer();
  const added = await add(courseId, 'image/jpeg', drawn, 'bar.jpg');
  const picture = await student.get((added.body as CourseFile).url);
  expect(picture.headers).toMatchObject({
    ...{ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' },
    'content-disposition': expect.stringMatching(/^inline/) as string,
  });
  expect((picture.body as Buffer).toString('latin1')).not.toContain('Secret');
  const { body } = await add(courseId, 'application/pdf', pdf, 'sheet.pdf');
  const sheet = await student.get((body as CourseFile).url);
  expect(sheet.headers['content-disposition']).toMatch(/^attachment; filename="sheet.pdf"/);
  expect(sheet.headers['content-security-policy']).toContain('sandbox');
  const known = { 'If-None-Match': sheet.headers.etag ?? '' };
  expect((await student.get((body as CourseFile).url).set(known)).status).toBe(304);
});

it('takes only what it says it is, from those who make the course, while there is room', async () => {
  const { courseId } = await aCourse(school);
  expect((await add(courseId, 'application/zip', pdf, 'a.zip')).status).toBe(422);
  expect((await add(courseId, 'text/html', Buffer.from('<p>'), 'a.html')).status).toBe(422);
  const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(20)]);
  expect((await add(courseId, 'application/zip', zip, 'a.zip')).status).toBe(200);
  expect((await add(courseId, 'application/pdf', pdf, 'a.pdf', student)).status).toBe(403);
  expect((await add('0'.repeat(24), 'application/pdf', pdf, 'a.pdf')).status).toBe(404);
  const large = Buffer.concat([pdf, Buffer.alloc(900_000)]);
  const { body } = await add(courseId, 'application/pdf', large, 'a.pdf');
  const before = await FileRoomModel.findById(school.schoolId).lean();
  expect((await add(courseId, 'application/pdf', large, 'b.pdf')).body).toMatchObject({
    status: 409,
    code: 'no_room',
  });
  await removeFiles([(body as CourseFile).fileId]);
  expect((await FileRoomModel.findById(school.schoolId).lean())?.bytes).toBe((before?.bytes ?? 0) - 900_009);
});

it('is closed with the lessons it stands in, and a copy of the course has its own', async () => {
  const { courseId, lessons } = await aCourse(school, {
    arrange: ([module]) => [
      {
        ...module!,
        lessons: module!.lessons.map((each) =>
          each.kind === 'link' ? { ...each, release: [{ kind: 'previous' }] } : each,
        ),
      },
    ],
  });
  const { url } = (await add(courseId, 'application/pdf', pdf, 'next.pdf')).body as CourseFile;
  const draft = `/api/v1/courses/${courseId}/lessons/${lessons.link}/draft`;
  const body = { ...usualBodies.link, html: `<p><a href="${url}">Next</a></p>` };
  await teacher.put(draft).send({ version: 1, body });
  // without the lessons that cannot be published yet
  const course = (await CourseModel.findById(courseId).lean())!;
  const modules = course.draft.map((module) => ({
    ...module,
    lessons: module.lessons.filter(({ kind }) => kind === 'text' || kind === 'link'),
  }));
  await teacher.put(`/api/v1/courses/${courseId}/structure`).send({ version: course.version, modules });
  await teacher.post(`/api/v1/courses/${courseId}/publish`).send({ version: course.version + 1 });
  expect((await student.get(url)).body).toMatchObject({ status: 403, code: 'lesson_locked' });
  await student.put(`/api/v1/courses/${courseId}/lessons/${lessons.text}/done`).send({ done: true });
  expect((await student.get(url)).status).toBe(200);
  await teacher.post(`/api/v1/courses/${courseId}/copy`).send({ title: 'Again' });
  const copy = await CourseModel.findOne({ title: 'Again' }).lean();
  expect(await CourseFileModel.countDocuments({ courseId: copy?._id })).toBe(1);
});

it('that was handed in is its owner’s and the staff’s', async () => {
  const { courseId } = await aCourse(school);
  const { districtId, schoolId } = school;
  const owner = (await PersonModel.findOne({ login: school.student }).lean())?._id ?? '';
  const submitted = async (personId: string): Promise<string> => {
    const _id = personId.split('').reverse().join('');
    await CourseFileModel.create({
      ...{ _id, districtId, schoolId, courseId, ownerId: personId, name: 'work.pdf', bytes: 9, addedAt: 0 },
      ...{ type: 'application/pdf', content: pdf, use: { kind: 'submission', submissionId: _id, personId } },
    });
    return `/api/v1/courses/${courseId}/files/${_id}`;
  };
  const mine = await submitted(owner);
  const others = await submitted(school.pupils.find((id) => id !== owner) ?? '');
  const status = async (who: Agent, url: string) => (await who.get(url)).status;
  expect(await Promise.all([status(student, mine), status(student, others)])).toEqual([200, 404]);
  expect(await status(teacher, others)).toBe(200);
  expect(await status(await test.signIn(school.colleague), others)).toBe(404);
});
