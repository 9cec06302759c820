import type {
  Gradebook,
  GradeImportResult,
  GradeSubmission,
  LessonBody,
  MyGrades,
  MySubmission,
  SubmissionDetail,
  SubmissionList,
} from '@quad/shared/learning';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { aCourse, type ACourse } from '../learning.builders';
import { recordProgress } from '../record-progress';
import { GradesModel } from './grades.model';
import { workOutGrades } from './work-out-grades';

let test: TestApp;
let school: ASchool;
let elsewhere: ASchool;
let teacher: Agent;
let student: Agent;
let me: string;

const due = Date.parse('2026-03-04T12:00:00Z');
const at = (date: string, time: string) => test.setClock(school.districtId, date, time);
const essay = (more: Partial<Extract<LessonBody, { kind: 'assignment' }>> = {}): LessonBody => ({
  ...{ kind: 'assignment', html: '<p>Write.</p>', points: 10, dueAt: due },
  ...{ late: { kind: 'less', perDay: 0.1, days: 3 }, mostFiles: 2, rubric: [], ...more },
});

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  elsewhere = await aSchool(test.app.platform, { password, pupils: 1, districtId: school.districtId });
  [teacher, student] = [await test.signIn(school.teacher), await test.signIn(school.student)];
  me = ((await student.get('/api/v1/me')).body as { personId: string }).personId;
});
beforeEach(() => at('2026-03-04', '09:00'));
afterAll(() => test.stop());

interface Essay extends ACourse {
  base: string;
  own: string;
  all: string;
}

async function anEssay(more: Parameters<typeof essay>[0] = {}): Promise<Essay> {
  const course = await aCourse(school, { bodies: { assignment: essay(more) } });
  const base = `/api/v1/courses/${course.courseId}`;
  const own = `${base}/lessons/${course.lessons.assignment}/submission`;
  return { ...course, base, own, all: `${own}s` };
}

const mine = async ({ own }: Essay): Promise<MySubmission> => (await student.get(own)).body as MySubmission;
const write = async ({ own }: Essay, text: string, version: number) =>
  student.put(own).send({ version, text });
const handedIn = async (essay: Essay, text = 'My work'): Promise<MySubmission> => {
  const saved = (await write(essay, text, (await mine(essay)).version)).body as MySubmission;
  const answer = await student.post(`${essay.own}/hand-in`).send({ version: saved.version });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return answer.body as MySubmission;
};
const detail = async ({ all }: Essay): Promise<SubmissionDetail> =>
  (await teacher.get(`${all}/${me}`)).body as SubmissionDetail;
const grade = async (essay: Essay, more: Partial<GradeSubmission>) =>
  teacher.put(`${essay.all}/${me}/grade`).send({
    ...{ version: (await detail(essay)).version, points: 8, levels: [], feedback: 'Good', giveBack: false },
    ...more,
  });
const book = async ({ base }: Essay, query = ''): Promise<Gradebook> =>
  (await teacher.get(`${base}/grades${query}`)).body as Gradebook;
const enrolment = ({ courseId }: Essay, personId = me) =>
  CourseEnrolmentModel.findById(enrolmentId(courseId, personId)).lean<CourseEnrolmentRecord>();

describe('work', () => {
  it('is written, handed in, graded, and shown once it is returned', async () => {
    const essay = await anEssay();
    expect(await mine(essay)).toMatchObject({ state: 'draft', version: 0, mayHandIn: true, lateDays: 0 });
    const missing = (await teacher.get(`${essay.all}?state=missing`)).body as SubmissionList;
    expect(missing).toMatchObject({ total: 3, of: 10, counts: { all: 3, missing: 3, handedIn: 0 } });
    expect(await handedIn(essay)).toMatchObject({ state: 'handedIn', mayTakeBack: true, mayHandIn: false });
    expect((await enrolment(essay))?.done[essay.lessons.assignment]).toBeDefined();
    expect((await grade(essay, { points: 11 })).status).toBe(422);
    expect((await grade(essay, { points: null })).status).toBe(422);
    expect((await grade(essay, {})).body).toMatchObject({ state: 'graded', grade: { points: 8, of: 10 } });
    expect(await mine(essay)).toMatchObject({ grade: null, mayTakeBack: false });
    const list = (await teacher.get(`${essay.all}?state=graded`)).body as SubmissionList;
    expect(list.rows).toMatchObject([{ personId: me, state: 'graded', points: 8 }]);
    const give = () => teacher.post(`${essay.all}/return`).send({ personIds: [...school.pupils] });
    expect((await give()).body).toEqual({ returned: 1 });
    expect((await give()).body).toEqual({ returned: 0 });
    expect(await mine(essay)).toMatchObject({ state: 'returned', grade: { points: 8, feedback: 'Good' } });
    await eventually(async () => (await enrolment(essay))?.scores[essay.lessons.assignment] === 0.8);
    await eventually(async () => (await enrolment(essay))?.grade === 0.8);
  });

  it('is taken back until it is due, keeps every time it was handed in, and loses points when it is late', async () => {
    const essay = await anEssay();
    await handedIn(essay, 'First');
    const back = (await student.post(`${essay.own}/take-back`).send()).body as MySubmission;
    expect(back).toMatchObject({ state: 'draft', text: 'First', mayHandIn: true });
    expect((await enrolment(essay))?.done).toEqual({});
    expect((await grade(essay, {})).status).toBe(409);
    await at('2026-03-05', '12:01');
    expect(await handedIn(essay, 'Second')).toMatchObject({ mayTakeBack: false });
    expect((await student.post(`${essay.own}/take-back`).send()).status).toBe(409);
    const late = await detail(essay);
    expect(late.handIns).toMatchObject([
      { text: 'First', lateDays: 0 },
      { text: 'Second', lateDays: 2 },
    ]);
    expect((await grade(essay, { giveBack: true })).body).toMatchObject({ grade: { given: 8, points: 6 } });
    expect((await teacher.get(`${essay.all}?state=late`)).body).toMatchObject({ total: 1 });
    await at('2026-03-08', '12:00');
    const other = await anEssay();
    await write(other, 'Too late', 0);
    expect((await student.post(`${other.own}/hand-in`).send({ version: 1 })).status).toBe(409);
  });

  it('is never overwritten by an older tab, handed in empty, or changed once it is handed in', async () => {
    const essay = await anEssay();
    expect((await student.post(`${essay.own}/hand-in`).send({ version: 0 })).status).toBe(422);
    expect((await write(essay, 'One', 0)).status).toBe(200);
    expect((await write(essay, 'Two', 0)).status).toBe(409);
    const twice = await Promise.all(
      [1, 2].map(() => student.post(`${essay.own}/hand-in`).send({ version: 1 })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await write(essay, 'Three', 2)).status).toBe(409);
    expect((await detail(essay)).handIns).toHaveLength(1);
  });

  it('takes files up to the number asked for, which others cannot read', async () => {
    const essay = await anEssay({ mostFiles: 1 });
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    const add = () => student.post(`${essay.own}/files?name=a.pdf`).type('application/pdf').send(pdf);
    const added = await add();
    expect([added.status, added.text]).toEqual([200, added.text]);
    const { files, version } = added.body as MySubmission;
    expect(files).toMatchObject([{ name: 'a.pdf', type: 'application/pdf' }]);
    expect((await add()).status).toBe(409);
    const url = files[0]?.url ?? '';
    expect((await student.get(url)).status).toBe(200);
    expect((await teacher.get(url)).status).toBe(200);
    expect((await (await test.signIn(school.colleague)).get(url)).status).toBe(404);
    await student.post(`${essay.own}/hand-in`).send({ version });
    await student.post(`${essay.own}/take-back`).send();
    const removed = await student.delete(`${essay.own}/files/${files[0]?.fileId ?? ''}`);
    expect((removed.body as MySubmission).files).toEqual([]);
    // what was handed in keeps it
    expect((await detail(essay)).handIns[0]?.files).toHaveLength(1);
  });

  it('is graded by the levels of a rubric, one of each criterion', async () => {
    const [idea, style] = [newId(), newId()];
    const levels = [0, 2, 5].map((points) => ({ label: `${points}`, points }));
    const essay = await anEssay({
      rubric: [idea, style].map((id) => ({ id, title: 'Criterion', levels })),
    });
    await handedIn(essay);
    const chosen = (...given: [string, number][]) => ({
      ...{ points: null, levels: given.map(([criterionId, level]) => ({ criterionId, level })) },
    });
    expect((await grade(essay, chosen([idea, 1]))).status).toBe(422);
    expect((await grade(essay, chosen([idea, 1], [idea, 1]))).status).toBe(422);
    expect((await grade(essay, chosen([idea, 1], [style, 3]))).status).toBe(422);
    const graded = await grade(essay, chosen([idea, 1], [style, 2]));
    expect(graded.body).toMatchObject({ of: 10, grade: { points: 7 } });
  });

  it('is talked about both ways, with the next that waits at hand', async () => {
    const essay = await anEssay();
    await student.post(`${essay.own}/comments`).send({ text: 'How long?' });
    await teacher.post(`${essay.all}/${me}/comments`).send({ text: 'A page.' });
    expect((await mine(essay)).comments).toMatchObject([
      { text: 'How long?', staff: false, mine: true },
      { text: 'A page.', staff: true, mine: false },
    ]);
    await handedIn(essay);
    const other = school.pupils.find((pupil) => pupil !== me) ?? '';
    const next = (await teacher.get(`${essay.all}/${other}`)).body as SubmissionDetail;
    expect(next).toMatchObject({ state: 'missing', nextId: me, waiting: 1 });
  });

  it('is for who learns it and who teaches it', async () => {
    const essay = await anEssay();
    const [colleague, foreign] = [await test.signIn(school.colleague), await test.signIn(elsewhere.teacher)];
    expect((await test.anonymous.get(essay.own)).status).toBe(401);
    for (const path of [essay.all, `${essay.base}/grades`]) {
      expect((await student.get(path)).status).toBe(403);
      expect((await colleague.get(path)).status).toBe(403);
      expect((await foreign.get(path)).status).toBe(404);
    }
    expect((await foreign.get(essay.own)).status).toBe(404);
    // staff look at it as learners do, and hand nothing in
    expect((await teacher.get(essay.own)).body).toMatchObject({ preview: true, mayHandIn: false });
    expect((await teacher.post(`${essay.own}/hand-in`).send({ version: 0 })).status).toBe(409);
    expect((await teacher.get(`${essay.base}/lessons/${essay.lessons.text}/submissions`)).status).toBe(404);
    expect((await teacher.get(`${essay.all}/${newId()}`)).status).toBe(404);
  });
});

describe('the gradebook', () => {
  const cell = ({ base, lessons }: Essay, personId = me) =>
    `${base}/grades/${personId}/${lessons.assignment}`;
  const nothing = { override: null, excused: false };

  it('follows quizzes and returned work, and orders by what they come to', async () => {
    const essay = await anEssay();
    const learner = (await enrolment(essay))!;
    await recordProgress(learner, [], { lessonId: essay.lessons.quiz, score: 0.5 }, Date.now());
    await eventually(async () => (await enrolment(essay))?.grade === 0.5);
    await handedIn(essay);
    await grade(essay, { points: 9, giveBack: true });
    await eventually(async () => (await enrolment(essay))?.grade === 0.7);
    const { rows, columns } = await book(essay, '?sort=totalDown');
    expect(columns.map(({ kind, of }) => [kind, of])).toEqual([
      ['quiz', 10],
      ['assignment', 10],
    ]);
    expect(rows[0]).toMatchObject({ personId: me, total: 0.7, cells: [{ points: 5 }, { points: 9 }] });
    expect(((await book(essay, '?sort=total&q=pupil')).rows[2] as { personId: string }).personId).toBe(me);
    expect((await student.get(`${essay.base}/grades/mine`)).body as MyGrades).toMatchObject({ total: 0.7 });
    // nothing is left to work out, whoever does it again
    expect(await workOutGrades(essay.courseId)).toBe(0);
    await CourseEnrolmentModel.updateOne({ _id: learner._id }, { $set: { grade: 0.1 } });
    expect(await workOutGrades(essay.courseId)).toBe(1);
  });

  it('is set by hand with a reason, excused and taken back, each kept, and never over somebody else’s change', async () => {
    const essay = await anEssay();
    const set = (body: object) => teacher.put(cell(essay)).send({ was: nothing, reason: 'Oral', ...body });
    expect((await set({ override: 7, excused: false, reason: ' ' })).status).toBe(422);
    expect((await set({ override: 11, excused: false })).status).toBe(422);
    expect((await set({ override: 7, excused: false })).body).toMatchObject({ total: 0.7 });
    expect((await set({ override: 8, excused: false })).status).toBe(409);
    const was = { override: 7, excused: false };
    expect((await set({ was, override: 7, excused: true })).body).toMatchObject({ total: null });
    expect((await enrolment(essay))?.grade).toBeNull();
    expect((await set({ was: { override: 7, excused: true }, ...nothing, reason: '' })).status).toBe(200);
    // as it was at first: what was seen then fits again
    expect((await set({ override: 3, excused: false })).status).toBe(200);
    const { steps } = (await teacher.get(`${cell(essay)}/history`)).body as { steps: object[] };
    expect(steps).toHaveLength(4);
    expect(steps[3]).toMatchObject({ from: nothing, to: was, reason: 'Oral', by: 'Ms teacher' });
    expect((await teacher.put(cell(essay, newId())).send({ was: nothing, ...was, reason: 'x' })).status).toBe(
      404,
    );
    expect((await student.put(cell(essay)).send({ was: nothing, ...was, reason: 'x' })).status).toBe(403);
  });

  it('is weighed by categories, by one teacher at a time', async () => {
    const essay = await anEssay();
    const [homework, tests] = [newId(), newId()];
    const grading = {
      version: 0,
      categories: [
        { id: homework, title: 'Homework', weight: 1, dropLowest: 0 },
        { id: tests, title: 'Tests', weight: 3, dropLowest: 0 },
      ],
      lessons: [
        { lessonId: essay.lessons.assignment, categoryId: homework },
        { lessonId: essay.lessons.quiz, categoryId: tests },
      ],
    };
    const learner = (await enrolment(essay))!;
    await recordProgress(learner, [], { lessonId: essay.lessons.quiz, score: 1 }, Date.now());
    await teacher.put(cell(essay)).send({ was: nothing, override: 2, excused: false, reason: 'x' });
    const weigh = (body: object) => teacher.put(`${essay.base}/grading`).send(body);
    expect((await weigh({ ...grading, lessons: [{ lessonId: newId(), categoryId: tests }] })).status).toBe(
      422,
    );
    expect((await weigh(grading)).body).toMatchObject({ version: 1 });
    expect((await weigh(grading)).status).toBe(409);
    await eventually(async () => (await enrolment(essay))?.grade === 0.8);
    expect((await book(essay)).rows.find(({ personId }) => personId === me)?.total).toBe(0.8);
  });

  it('goes out as a file and comes in again: unchanged it changes nothing, and what cannot be taken is said by line', async () => {
    const essay = await anEssay();
    await teacher.put(cell(essay)).send({ was: nothing, override: 2.5, excused: false, reason: 'x' });
    const [first = '', second = ''] = school.pupils.filter((pupil) => pupil !== me);
    await teacher.put(cell(essay, first)).send({ was: nothing, override: null, excused: true, reason: '' });
    const exported = await teacher.get(`${essay.base}/grades.csv`);
    const csv = exported.text;
    expect(exported.status).toBe(200);
    const bring = async (text: string, digest: string | null = null): Promise<GradeImportResult> =>
      (await teacher.post(`${essay.base}/grades/import`).send({ csv: text, digest }))
        .body as GradeImportResult;
    expect(await bring(csv)).toMatchObject({ changes: 0, refusals: 0, applied: false });
    const changed = csv
      .split('\r\n')
      .map((line) => (line.startsWith(second) ? line.replace(/,,,?$/, (end) => `,,7${end.slice(2)}`) : line))
      .map((line) => (line.startsWith(me) ? line.replace('2.5', 'many') : line))
      .join('\r\n');
    const dry = await bring(`${changed}${newId()},Nobody,,3,\r\n`);
    expect(dry).toMatchObject({ changes: 1, refusals: 2, shown: [{ from: '', to: '7' }] });
    expect(dry.refused.map(({ column, reason }) => [column, reason])).toEqual([
      ['A assignment', 'notANumber'],
      ['learner', 'unknownLearner'],
    ]);
    const stale = await teacher.post(`${essay.base}/grades/import`).send({ csv, digest: dry.digest });
    expect(stale.status).toBe(409);
    expect(await bring(changed, (await bring(changed)).digest)).toMatchObject({ applied: true, changes: 1 });
    expect(await bring(changed)).toMatchObject({ changes: 0 });
    expect((await enrolment(essay, second))?.grade).toBe(0.7);
    expect((await GradesModel.findOne({ personId: second }).lean())?.history).toMatchObject([
      { reason: 'CSV' },
    ]);
  });
});
