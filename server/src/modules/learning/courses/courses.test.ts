import type { CourseDetail, CourseOutline, LessonDraft, LessonView, Structure } from '@quad/shared/learning';
import type { Paged } from '@quad/shared/platform';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { OutboxModel } from '../../../platform/outbox/outbox.model';
import { PersonModel } from '../../identity/person.model';
import { EnrolmentModel } from '../../schools/class.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aCourse } from '../learning.builders';
import { CourseEnrolmentModel, CourseModel } from '../course.model';
import { enrolmentId } from '../course-access';
import { recordProgress } from '../record-progress';
import { followJob } from './follow-rosters';
import { byClass, join } from './joining';

let test: TestApp;
let school: ASchool;
let teacher: Agent;
let colleague: Agent;
let student: Agent;
let pupilId: string;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [teacher, colleague, student] = (await Promise.all(
    [school.teacher, school.colleague, school.student].map((login) => test.signIn(login)),
  )) as [Agent, Agent, Agent];
  pupilId = (await PersonModel.findOne({ login: school.student }).lean())?._id ?? '';
});
afterAll(() => test.stop());

const at = (path: string): string => `/api/v1${path}`;
const detail = (answer: { body: unknown }): CourseDetail => answer.body as CourseDetail;

/** A draft of two text lessons, made by the teacher over HTTP. */
async function aDraft(): Promise<{ course: CourseDetail; path: string; lessons: string[] }> {
  const made = await teacher
    .post(at('/courses'))
    .send({ schoolId: school.schoolId, title: 'Decimals', summary: '', subject: 'Mathematics' });
  const path = at(`/courses/${detail(made).courseId}`);
  const { draft } = detail(await teacher.post(`${path}/modules`).send({ title: 'One' }));
  const lessons: string[] = [];
  let course = detail(made);
  for (const title of ['First', 'Second']) {
    const { body } = await teacher
      .post(`${path}/lessons`)
      .send({ moduleId: draft[0]?.id, kind: 'text', title });
    const added = body as { lessonId: string; course: CourseDetail };
    lessons.push(added.lessonId);
    course = added.course;
  }
  return { course, path, lessons };
}

const publish = async (path: string): Promise<CourseDetail> => {
  const { version } = detail(await teacher.get(path));
  return detail(await teacher.post(`${path}/publish`).send({ version }));
};

describe('making a course', () => {
  it('is for those who teach it or lead the school; to others of the school it is closed, elsewhere it is not there', async () => {
    const { path, course } = await aDraft();
    const other = await aSchool(test.app.platform, { password, districtId: school.districtId, pupils: 1 });
    const stranger = await test.signIn(other.teacher);
    expect((await test.anonymous.get(path)).status).toBe(401);
    expect((await colleague.get(path)).status).toBe(403);
    expect((await student.get(path)).status).toBe(403);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get(`${path}/outline`)).status).toBe(404);
    expect((await (await test.signIn(school.admin)).get(path)).body).toMatchObject({ mayEdit: false });
    const elsewhere = { schoolId: other.schoolId, title: 'X', summary: '', subject: '' };
    expect((await teacher.post(at('/courses')).send(elsewhere)).status).toBe(404);
    const listed = await teacher.get(at('/courses?q=decim&state=draft&sort=title'));
    const ids = (listed.body as Paged<{ courseId: string }>).rows.map(({ courseId }) => courseId);
    expect(ids).toContain(course.courseId);
    expect((await colleague.get(at('/courses'))).body).toMatchObject({ total: 0 });
  });

  it('refuses an older version of the order, naming who was faster, and ids that are not its own', async () => {
    const { course, path, lessons } = await aDraft();
    const { version, draft } = course;
    const swapped = draft.map((module) => ({ ...module, lessons: [...module.lessons].reverse() }));
    const put = (body: object) => teacher.put(`${path}/structure`).send(body);
    expect(detail(await put({ version, modules: swapped })).draft[0]?.lessons[0]?.id).toBe(lessons[1]);
    const late = await put({ version, modules: draft });
    expect(late.body).toMatchObject({ status: 409, code: 'conflict', about: { by: 'Ms teacher' } });
    const foreign = (await aDraft()).lessons[0] ?? '';
    const [module] = draft as [Structure[number]];
    const [lesson] = module.lessons;
    const stolen = [{ ...module, lessons: [{ ...lesson!, id: foreign }] }];
    const refused = await put({ version: version + 1, modules: stolen });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'modules.0.lessons.0.id' }] });
    const waiting = { kind: 'score', lessonId: lessons[1], share: 0.5 } as const;
    const impossible = [{ ...module, lessons: [{ ...lesson!, release: [waiting] }, module.lessons[1]!] }];
    expect((await put({ version: version + 1, modules: impossible })).body).toMatchObject({
      ...{ status: 422, errors: [{ field: 'modules.0.lessons.0.release.0' }] },
    });
  });

  it('lets a removed lesson be put back with what stood in it', async () => {
    const { course, path, lessons } = await aDraft();
    const body = { kind: 'text', html: '<p>Kept</p>' };
    await teacher.put(`${path}/lessons/${lessons[0] ?? ''}/draft`).send({ version: 0, body });
    const without = course.draft.map((module) => ({ ...module, lessons: module.lessons.slice(1) }));
    const { version } = course;
    const gone = detail(await teacher.put(`${path}/structure`).send({ version, modules: without }));
    await teacher.put(`${path}/structure`).send({ version: gone.version, modules: course.draft });
    expect((await teacher.get(`${path}/lessons/${lessons[0] ?? ''}/draft`)).body).toMatchObject({ body });
  });

  it('two who write one lesson lose nothing: the later save is refused and says who was faster', async () => {
    const { course, path, lessons } = await aDraft();
    const { version } = detail(await teacher.get(path));
    const colleagueId = (await PersonModel.findOne({ login: school.colleague }).lean())?._id ?? '';
    const teacherIds = [course.teachers[0]?.personId ?? '', colleagueId];
    expect((await teacher.patch(path).send({ version, teacherIds })).status).toBe(200);
    const save = (agent: Agent, html: string) =>
      agent
        .put(`${path}/lessons/${lessons[0] ?? ''}/draft`)
        .send({ version: 0, body: { kind: 'text', html } });
    const harmful =
      '<p onclick="x()">Hello <script>alert(1)</script><img src="https://spy.example/1.png">there</p>';
    expect(((await save(teacher, harmful)).body as LessonDraft).body.html).toBe('<p>Hello there</p>');
    expect((await save(colleague, '<p>Mine</p>')).body).toMatchObject({
      status: 409,
      about: { by: 'Ms teacher' },
    });
    const wrongKind = { version: 1, body: { kind: 'link', url: 'https://example.org/', html: '' } };
    const refused = await teacher.put(`${path}/lessons/${lessons[0] ?? ''}/draft`).send(wrongKind);
    expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'body.kind' }] });
  });

  it('copies into a draft under ids of its own, rules among them, without learners', async () => {
    const { courseId, lessons } = await aCourse(school, {
      arrange: ([module]) => [
        {
          ...module!,
          lessons: module!.lessons.map((lesson) =>
            lesson.kind === 'assignment'
              ? { ...lesson, release: [{ kind: 'score', lessonId: module!.lessons[3]!.id, share: 0.5 }] }
              : lesson,
          ),
        },
      ],
    });
    const copy = detail(await teacher.post(at(`/courses/${courseId}/copy`)).send({ title: 'Again' }));
    expect(copy).toMatchObject({ title: 'Again', state: 'draft', learners: 0, live: null });
    const copied = copy.draft[0]?.lessons ?? [];
    expect(copied.map(({ id }) => id)).not.toContain(lessons.quiz);
    expect(copied[4]?.release).toEqual([{ kind: 'score', lessonId: copied[3]?.id, share: 0.5 }]);
    const text = copied.find(({ kind }) => kind === 'text')?.id ?? '';
    const draft = await teacher.get(at(`/courses/${copy.courseId}/lessons/${text}/draft`));
    expect(draft.body).toMatchObject({ body: { html: '<p>Read this.</p>' } });
  });
});

describe('publishing', () => {
  it('shows learners all of a draft at once, and nothing of it before', async () => {
    const { path, lessons, course } = await aDraft();
    const { courseId } = course;
    await teacher.put(at(`/courses/${courseId}/people/${pupilId}`));
    expect((await student.get(`${path}/outline`)).status).toBe(404);
    const save = (version: number, html: string) =>
      teacher
        .put(`${path}/lessons/${lessons[0] ?? ''}/draft`)
        .send({ version, body: { kind: 'text', html } });
    await save(0, '<p>One</p>');
    expect(await publish(path)).toMatchObject({ state: 'published', changed: false });
    const read = async () =>
      ((await student.get(`${path}/lessons/${lessons[0] ?? ''}`)).body as LessonView).body;
    expect(await read()).toEqual({ kind: 'text', html: '<p>One</p>' });
    await save(1, '<p>Two</p>');
    expect(detail(await teacher.get(path)).changed).toBe(true);
    expect(await read()).toEqual({ kind: 'text', html: '<p>One</p>' });
    await publish(path);
    expect(await read()).toEqual({ kind: 'text', html: '<p>Two</p>' });
    await eventually(async () => {
      const said = await OutboxModel.find({ event: 'course.given', 'payload.courseId': courseId }).lean();
      return said.length === 1 && (said[0]?.payload.personIds as string[]).includes(pupilId);
    });
  });

  it('counts again what each has done, and finishes the course of whoever has done all that is left', async () => {
    const { path, lessons, course } = await aDraft();
    await teacher.put(`${path}/people/${pupilId}`);
    await publish(path);
    const first = lessons[0] ?? '';
    const done = await student.put(`${path}/lessons/${first}/done`).send({ done: true });
    expect(done.body).toMatchObject({ done: 1, of: 2, share: 0.5, nextLessonId: lessons[1] });
    const { version, draft } = detail(await teacher.get(path));
    const shorter = draft.map((module) => ({ ...module, lessons: module.lessons.slice(0, 1) }));
    await teacher.put(`${path}/structure`).send({ version, modules: shorter });
    await publish(path);
    const own = { _id: enrolmentId(course.courseId, pupilId) };
    const finished = await eventually(() =>
      CourseEnrolmentModel.findOne({ ...own, completedAt: { $ne: null } }).lean(),
    );
    expect(finished).toMatchObject({ doneCount: 1, share: 1 });
  });

  it('refuses what nobody could learn from, and a draft that was changed since it was looked at', async () => {
    const { path, course } = await aDraft();
    const moduleId = course.draft[0]?.id;
    await teacher.post(`${path}/lessons`).send({ moduleId, kind: 'link', title: 'Elsewhere' });
    const { version } = detail(await teacher.get(path));
    const stale = await teacher.post(`${path}/publish`).send({ version: version - 1 });
    expect(stale.status).toBe(409);
    const refused = await teacher.post(`${path}/publish`).send({ version });
    expect(refused.body).toMatchObject({
      ...{ status: 422, detail: '“Elsewhere” has no address yet.' },
      errors: [{ field: 'modules.0.lessons.2' }],
    });
  });
});

describe('a lesson', () => {
  it('opens when its rules are met, each of them asked by the API', async () => {
    const noon = Date.parse('2026-03-04T12:00:00Z');
    const { courseId, lessons } = await aCourse(school, {
      arrange: ([module]) => {
        const idOf = (kind: string): string => module!.lessons.find((each) => each.kind === kind)?.id ?? '';
        const rules: Record<string, Structure[number]['lessons'][number]['release']> = {
          link: [{ kind: 'previous' }],
          quiz: [{ kind: 'watched', lessonId: idOf('video'), share: 0.5 }],
          assignment: [
            { kind: 'score', lessonId: idOf('quiz'), share: 0.5 },
            { kind: 'from', at: noon },
          ],
        };
        return [
          {
            ...module!,
            lessons: module!.lessons.map((each) => ({ ...each, release: rules[each.kind] ?? [] })),
          },
        ];
      },
    });
    const path = at(`/courses/${courseId}`);
    const read = (kind: keyof typeof lessons) => student.get(`${path}/lessons/${lessons[kind]}`);
    const locked = { status: 403, code: 'lesson_locked' };
    expect((await read('link')).body).toMatchObject(locked);
    expect((await read('quiz')).body).toMatchObject(locked);
    expect(
      (await student.put(`${path}/lessons/${lessons.link}/done`).send({ done: true })).body,
    ).toMatchObject(locked);
    const enrolment = { _id: enrolmentId(courseId, pupilId), districtId: school.districtId };
    const { live } = (await CourseModel.findById(courseId).lean())!;
    const record = (step: Parameters<typeof recordProgress>[2]) =>
      recordProgress(enrolment, live ?? [], step, noon);
    await record({ lessonId: lessons.video, watched: 0.6, done: true });
    await eventually(async () => (await read('quiz')).status === 200);
    expect((await read('link')).body).toMatchObject(locked);
    await student.put(`${path}/lessons/${lessons.text}/done`).send({ done: true });
    expect((await read('link')).status).toBe(200);
    await record({ lessonId: lessons.quiz, score: 0.9 });
    const outline = await eventually(async () => {
      const { body } = await student.get(`${path}/outline`);
      const last = (body as CourseOutline).modules[0]?.lessons[4];
      return last?.locks.length === 1 ? last : null;
    });
    expect(outline.locks).toEqual([{ kind: 'from', at: noon }]);
    await test.setClock(school.districtId, '2026-03-04', '12:01');
    expect((await read('assignment')).status).toBe(200);
    await test.setClock(school.districtId, '2026-03-04', '09:00');
    // what was only said is taken back; the lesson behind it closes again
    await student.put(`${path}/lessons/${lessons.text}/done`).send({ done: false });
    expect((await read('link')).body).toMatchObject(locked);
    expect((await student.put(`${path}/lessons/${lessons.video}/done`).send({ done: true })).status).toBe(
      409,
    );
  });

  it('is there on the days of its course, and not once the course is put away', async () => {
    const { courseId, lessons } = await aCourse(school);
    const path = at(`/courses/${courseId}`);
    const read = () => student.get(`${path}/lessons/${lessons.text}`);
    const patch = (body: object) => teacher.patch(path).send(body);
    expect((await patch({ version: 1, startsOn: '2026-03-05', endsOn: '2026-03-04' })).status).toBe(422);
    await patch({ version: 1, startsOn: '2026-03-05', endsOn: '2026-03-06' });
    expect((await read()).body).toMatchObject({ status: 403, code: 'lesson_locked' });
    await patch({ version: 2, startsOn: '2026-03-04', endsOn: '2026-03-04' });
    expect((await read()).status).toBe(200);
    expect(detail(await teacher.post(`${path}/archive`)).state).toBe('archived');
    expect((await read()).status).toBe(404);
    expect((await patch({ version: 4, title: 'No' })).body).toMatchObject({ status: 409 });
    expect(detail(await teacher.post(`${path}/restore`)).state).toBe('published');
    expect((await read()).status).toBe(200);
  });
});

describe('enrolment', () => {
  const learnersOf = async (courseId: string): Promise<string[]> => {
    const found = await CourseEnrolmentModel.find({ courseId, active: true }).lean();
    return found.map(({ personId }) => personId).sort();
  };
  const everybody = (): string[] => [...school.pupils].sort();

  it('of a class follows its roster, keeps what was done, and is over with its last reason', async () => {
    const { courseId, lessons } = await aCourse(school, { personIds: [pupilId] });
    const path = at(`/courses/${courseId}`);
    expect((await colleague.put(`${path}/classes/${school.mathematics}`)).status).toBe(403);
    expect((await teacher.put(`${path}/classes/${courseId}`)).status).toBe(404);
    await student.put(`${path}/lessons/${lessons.text}/done`).send({ done: true });
    const given = detail(await teacher.put(`${path}/classes/${school.mathematics}`));
    expect(given).toMatchObject({ classes: [{ code: 'MAT' }] });
    await eventually(async () => (await learnersOf(courseId)).length === 3);
    const [other = ''] = everybody().filter((id) => id !== pupilId);
    const gone = { classId: school.mathematics, pupilId: { $in: [other, pupilId] } };
    await EnrolmentModel.updateMany(gone, { $set: { to: '2026-03-03' } });
    // who has the course by name, too, goes on
    await eventually(async () => (await learnersOf(courseId)).length === 2);
    expect(await learnersOf(courseId)).toContain(pupilId);
    await EnrolmentModel.updateMany(gone, { $set: { to: null } });
    await eventually(async () => (await learnersOf(courseId)).length === 3);
    expect((await teacher.delete(`${path}/classes/${school.mathematics}`)).body).toMatchObject({
      classes: [],
    });
    await eventually(async () => (await learnersOf(courseId)).length === 1);
    expect(detail(await teacher.delete(`${path}/people/${pupilId}`)).learners).toBe(0);
    expect((await student.get(`${path}/outline`)).status).toBe(404);
    await teacher.put(`${path}/people/${pupilId}`);
    expect((await student.get(`${path}/outline`)).body).toMatchObject({ done: 1 });
  });

  it('cut off between two steps is finished by the job, whichever they were', async () => {
    const { courseId } = await aCourse(school, { personIds: [] });
    const course = { ...school, _id: courseId };
    const [first = ''] = everybody();
    // the wish stands, one of three has joined, one of another class has not left, and nobody has been told
    await join(course, byClass(school.mathematics), [first], 1);
    await join(course, byClass(school.history), [first, pupilId], 1);
    await CourseModel.collection.updateOne(
      { _id: courseId as never },
      { $set: { classIds: [school.mathematics] } },
    );
    await followJob.run(test.app.platform);
    expect(await learnersOf(courseId)).toEqual(everybody());
    expect(await CourseEnrolmentModel.distinct('by', { courseId })).toEqual([byClass(school.mathematics)]);
    expect(await CourseEnrolmentModel.countDocuments({ courseId, countedFor: 0 })).toBe(0);
    const told = await OutboxModel.find({ event: 'course.given', 'payload.courseId': courseId }).lean();
    const names = told.flatMap(({ payload }) => payload.personIds as string[]);
    expect(names.sort()).toEqual(everybody());
    await followJob.run(test.app.platform);
    const again = await OutboxModel.countDocuments({ event: 'course.given', 'payload.courseId': courseId });
    expect(again).toBe(told.length);
  });

  it('ends right where the roster changes while a class is enrolled, and a name follows the person', async () => {
    const { courseId } = await aCourse(school, { personIds: [] });
    const [first = '', second = ''] = everybody();
    const gone = { classId: school.mathematics, pupilId: second };
    await Promise.all([
      teacher.put(at(`/courses/${courseId}/classes/${school.mathematics}`)),
      EnrolmentModel.updateMany(gone, { $set: { to: '2026-03-03' } }).exec(),
    ]);
    await eventually(async () => {
      const learners = await learnersOf(courseId);
      return learners.length === 2 && !learners.includes(second);
    });
    await EnrolmentModel.updateMany(gone, { $set: { to: null } });
    await PersonModel.updateOne({ _id: first }, { $set: { familyName: 'Zander' } });
    const own = { _id: enrolmentId(courseId, first), name: /^Zander, / };
    await eventually(() => CourseEnrolmentModel.findOne(own).lean());
  });
});

describe('my courses', () => {
  it('are read in three queries at most, however many they are, with warm caches and cold ones', async () => {
    const { length } = await Promise.all(
      Array.from({ length: 8 }, () => aCourse(school, { personIds: [pupilId] })),
    );
    const read = async () =>
      (await student.get(at('/me/courses'))).body as Paged<{ of: number; done: number }>;
    expect((await read()).total).toBeGreaterThanOrEqual(length);
    const count = async (): Promise<string[]> => {
      const commands: string[] = [];
      mongoose.set('debug', (collection: string) => commands.push(collection));
      await read();
      mongoose.set('debug', false);
      return commands;
    };
    // others' work is heard, too, until it is quiet
    await eventually(async () => (await count()).length <= 3);
    await test.app.platform.cache.clear();
    // finding out who asks costs what it costs everywhere
    const ours = (await count()).filter((name) => name.startsWith('course'));
    expect(ours.sort()).toEqual(['course_enrolments', 'courses']);
  });

  it('are found by title and by whether they are completed', async () => {
    const search = async (query: string) =>
      ((await student.get(at(`/me/courses?${query}`))).body as Paged<{ title: string }>).total;
    expect(await search('q=fract')).toBeGreaterThan(0);
    expect(await search('q=nothing%20like%20it')).toBe(0);
    expect((await search('state=open')) + (await search('state=completed'))).toBe(await search(''));
  });
});
