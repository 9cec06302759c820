import type { Discussion, Post } from '@quad/shared/learning';
import type { NoticeList } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { PersonModel } from '../../identity/person.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { CourseModel } from '../course.model';
import { aCourse, type ACourse } from '../learning.builders';
import { remind } from '../news/due-soon';
import { PostModel } from './post.model';

let test: TestApp;
let school: ASchool;
let course: ACourse;
let student: Agent;
let teacher: Agent;
let colleague: Agent;
let below: string;
const at = (postId: string, act = ''): string =>
  `/api/v1/courses/${course.courseId}/posts/${postId}${act === '' ? '' : `/${act}`}`;
const dueAt = Date.parse('2026-03-05T08:00:00Z');

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  course = await aCourse(school, {
    personIds: school.pupils.slice(0, 2),
    bodies: {
      assignment: {
        ...{ kind: 'assignment', html: '', points: 10, dueAt, late: { kind: 'taken' } },
        ...{ mostFiles: 3, rubric: [] },
      },
    },
    arrange: (modules) =>
      modules.map((each) => ({
        ...each,
        lessons: each.lessons.map((lesson) =>
          lesson.kind === 'quiz' ? { ...lesson, release: [{ kind: 'previous' }] } : lesson,
        ),
      })),
  });
  below = `/api/v1/courses/${course.courseId}/lessons/${course.lessons.text}/posts`;
  [student, teacher, colleague] = await Promise.all([
    test.signIn(school.student),
    test.signIn(school.teacher),
    test.signIn(school.colleague),
  ]);
});
afterAll(() => test.stop());

async function write(agent: Agent, text: string, threadId: string | null = null): Promise<Post> {
  const answer = await agent.post(below).send({ threadId, text });
  expect(answer.status).toBe(200);
  return answer.body as Post;
}
const read = async (agent: Agent): Promise<Discussion> => (await agent.get(below)).body as Discussion;
const teacherId = async (): Promise<string> =>
  (await PersonModel.findOne({ login: school.teacher }).lean())?._id ?? '';

describe('a discussion', () => {
  it('has pinned threads first, then the newest, each with its last answers', async () => {
    const first = await write(student, 'What is a fraction?');
    const second = await write(teacher, 'Read page 3.');
    for (const text of ['One', 'Two', 'Three', 'Four']) await write(teacher, text, first.postId);
    expect((await read(student)).rows.map(({ postId }) => postId)).toEqual([second.postId, first.postId]);
    expect((await teacher.put(at(first.postId, 'pin')).send({ pinned: true })).status).toBe(200);
    const { rows, mayModerate, mayWrite } = await read(student);
    expect(rows[0]).toMatchObject({ postId: first.postId, pinned: true, staff: false, answers: 4 });
    expect(rows[0]?.newest.map(({ text }) => text)).toEqual(['Two', 'Three', 'Four']);
    expect([mayWrite, mayModerate]).toEqual([true, false]);
    const all = (await student.get(at(first.postId, 'answers'))).body as Paged<Post>;
    expect(all.rows.map(({ text, staff }) => [text, staff])).toEqual(
      ['One', 'Two', 'Three', 'Four'].map((text) => [text, true]),
    );
    const pin = (await student.put(at(first.postId, 'pin')).send({ pinned: false })).status;
    expect(pin).toBe(403);
  });

  it('takes the same post sent twice once', async () => {
    const send = () => student.post(below).set('Idempotency-Key', 'k'.repeat(24)).send(post);
    const post = { threadId: null, text: 'Only once' };
    const [a, b] = [await send(), await send()];
    expect((b.body as Post).postId).toBe((a.body as Post).postId);
    expect(await PostModel.countDocuments({ text: 'Only once' })).toBe(1);
  });

  it('is only for the people of the course, and below an open lesson', async () => {
    expect((await colleague.get(below)).status).toBe(404);
    expect((await colleague.post(below).send({ threadId: null, text: 'Hello' })).status).toBe(404);
    expect((await test.anonymous.get(below)).status).toBe(401);
    const locked = `/api/v1/courses/${course.courseId}/lessons/${course.lessons.quiz}/posts`;
    expect((await student.get(locked)).body).toMatchObject({ code: 'lesson_locked' });
    const admin = await test.signIn(school.admin);
    expect(await read(admin)).toMatchObject({ mayWrite: false, mayModerate: false });
    expect((await admin.post(below).send({ threadId: null, text: 'Hello' })).status).toBe(403);
    for (const text of ['', ' ', 'x'.repeat(4_001)])
      expect((await student.post(below).send({ threadId: null, text })).status).toBe(422);
  });

  it('is not there where the course has none', async () => {
    const quiet = await aCourse(school);
    await CourseModel.updateOne({ _id: quiet.courseId }, { $set: { discussion: false } });
    const path = `/api/v1/courses/${quiet.courseId}/lessons/${quiet.lessons.text}/posts`;
    expect((await student.get(path)).status).toBe(404);
  });
});

describe('a post', () => {
  it('is changed and taken away by whoever wrote it; a line stays, and it can be put back', async () => {
    const { postId } = await write(student, 'My solution: 7');
    expect((await teacher.patch(at(postId)).send({ text: 'No' })).status).toBe(403);
    const edited = (await student.patch(at(postId)).send({ text: 'My solution: 8' })).body as Post;
    expect(edited).toMatchObject({ text: 'My solution: 8' });
    expect(edited.editedAt).not.toBeNull();
    expect((await student.delete(at(postId))).body).toMatchObject({ text: '', removed: { by: 'author' } });
    expect((await student.delete(at(postId))).status).toBe(409);
    expect((await student.patch(at(postId)).send({ text: 'Again' })).status).toBe(409);
    const answered = await teacher.post(below).send({ threadId: postId, text: 'Why?' });
    expect(answered.status).toBe(409);
    const line = (await read(teacher)).rows.find((row) => row.postId === postId);
    expect(line).toMatchObject({ text: '', removed: { by: 'author', reason: null } });
    expect((await student.post(at(postId, 'restore'))).body).toMatchObject({ text: 'My solution: 8' });
  });

  it('is taken down by staff with a reason, and only they put it back', async () => {
    const { postId } = await write(student, 'Something rude');
    const reason = 'We are kind here';
    expect((await student.post(at(postId, 'take-down')).send({ reason })).status).toBe(403);
    expect((await teacher.post(at(postId, 'take-down')).send({ reason })).body).toMatchObject({
      ...{ text: '', removed: { by: 'staff', reason } },
    });
    expect((await student.post(at(postId, 'restore'))).status).toBe(409);
    expect((await teacher.post(at(postId, 'put-back'))).body).toMatchObject({ text: 'Something rude' });
  });

  it('names people of the course by id, shows what they are called now, and tells them', async () => {
    const id = await teacherId();
    const found = (await student.get(`/api/v1/courses/${course.courseId}/mentionable?q=teach`)).body as {
      people: unknown[];
    };
    expect(found.people).toEqual([{ personId: id, name: 'Ms teacher', staff: true }]);
    const post = await write(student, `@[${id}] is this right?`);
    expect(post.names).toEqual({ [id]: 'Ms teacher' });
    const told = await eventually(async () => {
      const { rows } = (await teacher.get('/api/v1/me/notices')).body as NoticeList;
      return rows.find(({ kind }) => kind === 'mentioned');
    });
    expect(told).toMatchObject({
      about: { by: 'Pupil0 Test', course: 'Fractions', lesson: 'A text' },
      link: `/learning/${course.courseId}/${course.lessons.text}#talk`,
    });
    const stranger = school.pupils[2] ?? '';
    const refused = await student.post(below).send({ threadId: null, text: `@[${stranger}] hi` });
    expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'text' }] });
  });

  it('is news to whose thread it answers', async () => {
    const { postId } = await write(student, 'Who can help?');
    await write(teacher, 'I can', postId);
    await eventually(async () => {
      const { rows } = (await student.get('/api/v1/me/notices')).body as NoticeList;
      return rows.find(({ kind, about }) => kind === 'answered' && about.by === 'Ms teacher');
    });
  });

  it('of somebody erased keeps its place and loses its words; others’ lose the name', async () => {
    const { postId } = await write(student, 'I am here');
    const other = await write(teacher, 'Pupil0 Test was right', postId);
    const { platform } = test.app;
    const personId = school.pupils[0] ?? '';
    const person = { personId, districtId: school.districtId, pseudonym: 'Former pupil 1' };
    const named = { givenName: 'Pupil0', familyName: 'Test', words: ['Pupil0 Test'] };
    const posts = platform.personal.find(({ collection }) => collection === 'posts');
    await posts?.forget?.({ ...person, ...named }, platform);
    const texts = await PostModel.find({ _id: { $in: [postId, other.postId] } }).lean();
    expect(texts.map(({ text }) => text)).toEqual(['…', 'Former pupil 1 was right']);
  });
});

it('whoever has not handed in what is due within a day is reminded once', async () => {
  await remind(school.districtId, dueAt - 2 * 24 * 3_600_000);
  for (let times = 0; times < 2; times++) await remind(school.districtId, dueAt - 3_600_000);
  const reminders = await eventually(async () => {
    const { rows } = (await student.get('/api/v1/me/notices')).body as NoticeList;
    const found = rows.filter(({ kind }) => kind === 'assignmentDue');
    return found.length > 0 && found;
  });
  expect(reminders).toMatchObject([{ about: { lesson: 'A assignment', course: 'Fractions' } }]);
});
