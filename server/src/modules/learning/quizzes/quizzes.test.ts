import {
  listOf,
  questionTypes,
  solutionOf,
  type Answers,
  type AttemptDetail,
  type AttemptView,
  type Question,
  type QuestionDetail,
  type QuizState,
  type Regraded,
} from '@quad/shared/learning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';
import { bestQuizScores } from './best-scores';
import { overdueAttemptsJob } from './finish-attempt';
import { aQuiz, type AQuiz } from './quiz.builders';
import { QuestionModel } from './question.model';
import { quizPoints } from './quiz-points';
import { quizzesPersonal } from './quizzes.personal';

let test: TestApp;
let school: ASchool;
let pupil: Agent;
let teacher: Agent;

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [pupil, teacher] = await Promise.all([test.signIn(school.student), test.signIn(school.teacher)]);
});
afterAll(() => test.stop());

const later = (time: string) => test.setClock(school.districtId, '2026-03-04', time);
const at = ({ courseId, lessonId }: AQuiz, rest = ''): string =>
  `/api/v1/courses/${courseId}/lessons/${lessonId}/${rest}`;
const bank = ({ courseId }: AQuiz, rest = ''): string => `/api/v1/courses/${courseId}/questions${rest}`;
const code = (answer: { body: unknown }) => (answer.body as { code: string }).code;
const reason = (answer: { body: unknown }) => (answer.body as { about?: { reason?: string } }).about?.reason;

async function started(quiz: AQuiz, agent = pupil): Promise<AttemptView> {
  const answer = await agent.post(at(quiz, 'attempts')).send({});
  expect(answer.status).toBe(200);
  return answer.body as AttemptView;
}
const stored = async (attemptId: string) =>
  (await QuizAttemptModel.findById(attemptId).lean<AttemptRecord>()) as AttemptRecord;
/** What an attempt would have to be answered; from the database, for no answer of the API says it. */
async function solved(attemptId: string): Promise<Answers> {
  const { items } = await stored(attemptId);
  return Object.fromEntries(items.map(({ questionId, question }) => [questionId, solutionOf(question)]));
}
const save = (quiz: AQuiz, attemptId: string, sequence: number, answers: Answers, agent = pupil) =>
  agent.put(at(quiz, `attempts/${attemptId}/answers`)).send({ sequence, answers: listOf(answers) });
const submit = (quiz: AQuiz, attemptId: string, sequence: number, answers: Answers, agent = pupil) =>
  agent.post(at(quiz, `attempts/${attemptId}/submit`)).send({ sequence, answers: listOf(answers) });
const learner = ({ courseId }: AQuiz) =>
  CourseEnrolmentModel.findById(enrolmentId(courseId, school.pupils[0] ?? '')).lean<CourseEnrolmentRecord>();

describe('an attempt', () => {
  it('says nothing of keys or feedback before it is handed in, in any answer or file', async () => {
    const quiz = await aQuiz(school, { shuffle: true, draw: [{ tag: 'fractions', count: 3 }] });
    const state = await pupil.get(at(quiz, 'quiz'));
    const attempt = await started(quiz);
    expect(attempt.questions.map(({ type }) => type).sort()).toEqual([...questionTypes].sort());
    const { attemptId } = attempt;
    const answers = await solved(attemptId);
    const others = await Promise.all([
      pupil.get(at(quiz, `attempts/${attemptId}`)),
      save(quiz, attemptId, 1, answers),
      pupil.get(at(quiz, '').slice(0, -1)),
      pupil.get(`/api/v1/courses/${quiz.courseId}/outline`),
    ]);
    const { personId, districtId } = await stored(attemptId);
    const file: unknown[] = [];
    for await (const row of quizzesPersonal[0]?.rows({ personId, districtId }, { inside: true }) ?? [])
      file.push({ ...(row as object), answers: null });
    const asked = (await QuestionModel.find({ courseId: quiz.courseId }).lean()).map((each) => each.question);
    const prompts = asked.map(({ prompt }) => prompt).join();
    const secrets = asked.flatMap(secretsOf).filter((secret) => !prompts.includes(secret));
    expect(secrets.length).toBeGreaterThan(20);
    const said = JSON.stringify([state.body, attempt, ...others.map(({ body }) => body as unknown), file]);
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
    expect(said).not.toMatch(
      /"(rightId|right|tolerance|accepted|gaps|credits?|solution|whenRight)":(?!null)/,
    );
    // nor ids that count up as they were written down
    expect(said).not.toMatch(/"0{20}/);
    // staff read the keys, the pupil does not
    for (const path of [bank(quiz), bank(quiz, `/${quiz.questionIds[0]}`), at(quiz, 'items')])
      expect([(await teacher.get(path)).status, (await pupil.get(path)).status]).toEqual([200, 403]);
    expect((await pupil.get(at(quiz, `attempts/${attemptId}/graded`))).status).toBe(403);
  });

  it('is one however often it is begun, and counts against those allowed', async () => {
    const quiz = await aQuiz(school, { attempts: 2 });
    const both = await Promise.all([started(quiz), started(quiz)]);
    expect(both[0].attemptId).toBe(both[1].attemptId);
    expect((await started(quiz)).questions).toEqual(both[0].questions);
    await submit(quiz, both[0].attemptId, 1, {});
    const second = await started(quiz);
    expect(second.number).toBe(2);
    await submit(quiz, second.attemptId, 1, {});
    const third = await pupil.post(at(quiz, 'attempts')).send({});
    expect([third.status, reason(third)]).toEqual([409, 'noneLeft']);
    expect((await pupil.get(at(quiz, 'quiz'))).body as QuizState).toMatchObject({
      ...{ attemptsLeft: 0, openId: null, best: 0 },
    });
  });

  it('keeps the newest answers: an older tab is told, a repeat is not', async () => {
    const quiz = await aQuiz(school);
    const { attemptId, questions } = await started(quiz);
    const single = questions[0]?.questionId ?? '';
    const key = (await solved(attemptId))[single];
    if (key === undefined) throw new Error('no answer');
    const first = await save(quiz, attemptId, 1, { [single]: key });
    expect([first.status, (await save(quiz, attemptId, 1, { [single]: key })).status]).toEqual([200, 200]);
    const older = await save(quiz, attemptId, 1, {});
    expect([older.status, reason(older)]).toEqual([409, 'otherTab']);
    expect(reason(await submit(quiz, attemptId, 1, {}))).toBe('otherTab');
    expect(((await pupil.get(at(quiz, `attempts/${attemptId}`))).body as AttemptView).answers).toEqual({
      [single]: key,
    });
  });

  it('handed in twice at once is handed in once, tells the progress, and takes nothing more', async () => {
    const quiz = await aQuiz(school);
    const { attemptId } = await started(quiz);
    const answers = await solved(attemptId);
    const both = await Promise.all([1, 2].map(() => submit(quiz, attemptId, 1, answers)));
    for (const { status, body } of both) {
      expect(status).toBe(200);
      expect((body as AttemptView).result).toMatchObject({ score: 1, passed: true });
    }
    expect((await submit(quiz, attemptId, 2, {})).body).toMatchObject({ result: { score: 1 }, answers });
    const after = await save(quiz, attemptId, 2, {});
    expect([after.status, reason(after)]).toEqual([409, 'handedIn']);
    const { scores, done, doneCount } = (await learner(quiz)) as CourseEnrolmentRecord;
    expect([scores[quiz.lessonId], doneCount]).toEqual([1, 1]);
    expect(done[quiz.lessonId]).toBeGreaterThan(0);
    // a worse one later takes nothing away
    const again = await started(quiz);
    await submit(quiz, again.attemptId, 1, {});
    expect((await learner(quiz))?.scores[quiz.lessonId]).toBe(1);
    expect(await bestQuizScores(quiz.courseId)).toEqual([
      { lessonId: quiz.lessonId, personId: school.pupils[0], score: 1 },
    ]);
    expect(await quizPoints({ _id: quiz.courseId, districtId: school.districtId }, [quiz.lessonId])).toEqual(
      new Map([[quiz.lessonId, 11]]),
    );
  });

  it('refuses what it did not ask, and whoever it does not belong to', async () => {
    const [quiz, other] = [await aQuiz(school), await aQuiz(school)];
    const { attemptId, questions } = await started(quiz);
    const foreign = other.questionIds[0] ?? '';
    const [single, multiple] = questions.map(({ questionId }) => questionId);
    const bad: Answers[] = [
      { [foreign]: { type: 'single', optionId: 'a'.repeat(24) } },
      { [single ?? '']: { type: 'single', optionId: 'a'.repeat(24) } },
      { [multiple ?? '']: { type: 'trueFalse', value: true } },
    ];
    for (const answers of bad) {
      expect((await save(quiz, attemptId, 1, answers)).status).toBe(422);
      expect((await submit(quiz, attemptId, 1, answers)).status).toBe(422);
    }
    // staff of the course, another course's address, nobody at all
    for (const answer of [
      await submit(quiz, attemptId, 1, {}, teacher),
      await save(quiz, attemptId, 1, {}, teacher),
      await submit(other, attemptId, 1, {}),
      await pupil.get(at(other, `attempts/${attemptId}`)),
    ])
      expect(answer.status).toBe(404);
    expect((await test.anonymous.post(at(quiz, 'attempts')).send({})).status).toBe(401);
    const stranger = await test.signIn(school.colleague);
    for (const path of ['quiz', `attempts/${attemptId}`])
      expect((await stranger.get(at(quiz, path))).status).toBe(404);
    expect((await stranger.get(bank(quiz))).status).toBe(403);
    expect((await stored(attemptId)).sequence).toBe(0);
  });
});

describe('time', () => {
  it('is the server’s: what comes after it is refused, and what was saved is handed in once', async () => {
    await later('09:00');
    const quiz = await aQuiz(school, { minutes: 10 });
    const { attemptId, endsAt, now } = await started(quiz);
    expect((endsAt ?? 0) - now).toBeLessThanOrEqual(600_000);
    const answers = await solved(attemptId);
    await save(quiz, attemptId, 1, answers);
    await later('09:11');
    await Promise.all([overdueAttemptsJob.run(test.app.platform), overdueAttemptsJob.run(test.app.platform)]);
    const late = [await save(quiz, attemptId, 2, {}), await submit(quiz, attemptId, 2, {})];
    expect(late.map((answer) => [answer.status, reason(answer)])).toEqual([
      [409, 'timeOver'],
      [409, 'timeOver'],
    ]);
    const read = (await pupil.get(at(quiz, `attempts/${attemptId}`))).body as AttemptView;
    expect(read).toMatchObject({ byTime: true, submittedAt: endsAt, result: { score: 1 } });
    expect(await stored(attemptId)).toMatchObject({ recorded: true, sequence: 1 });
    expect((await learner(quiz))?.scores[quiz.lessonId]).toBe(1);
  });

  it('is over without the job, too; and what a process began that died is finished by it', async () => {
    await later('09:00');
    const quiz = await aQuiz(school, { minutes: 10 });
    const { attemptId } = await started(quiz);
    await save(quiz, attemptId, 1, await solved(attemptId));
    await later('09:11');
    expect(reason(await save(quiz, attemptId, 2, {}))).toBe('timeOver');
    await CourseEnrolmentModel.updateMany({ courseId: quiz.courseId }, { $set: { scores: {} } });
    await QuizAttemptModel.updateOne({ _id: attemptId }, { $set: { recorded: false } });
    await overdueAttemptsJob.run(test.app.platform);
    expect((await learner(quiz))?.scores[quiz.lessonId]).toBe(1);
  });

  it('of closing ends every attempt, and answers are shown only then', async () => {
    await later('09:00');
    const closesAt = Date.parse('2026-03-04T09:05:00Z');
    const quiz = await aQuiz(school, { closesAt, feedback: 'afterClose', minutes: 60 });
    const { attemptId, endsAt } = await started(quiz);
    expect(endsAt).toBe(closesAt);
    const done = (await submit(quiz, attemptId, 1, await solved(attemptId))).body as AttemptView;
    expect(done.result).toMatchObject({ score: 1, answersAt: closesAt, questions: [] });
    await later('09:06');
    const read = (await pupil.get(at(quiz, `attempts/${attemptId}`))).body as AttemptView;
    expect(read.result?.questions).toHaveLength(8);
    const again = await pupil.post(at(quiz, 'attempts')).send({});
    expect([again.status, reason(again)]).toEqual([409, 'closed']);
    await later('09:00');
  });

  it('or a rule may keep the points back', async () => {
    const quiz = await aQuiz(school, { feedback: 'never' });
    const { attemptId } = await started(quiz);
    const done = (await submit(quiz, attemptId, 1, await solved(attemptId))).body as AttemptView;
    expect(done.result).toMatchObject({ score: null, passed: null, questions: [] });
    expect((await pupil.get(at(quiz, 'quiz'))).body).toMatchObject({ best: null, past: [{ score: null }] });
  });
});

describe('those who make the course', () => {
  it('try a quiz out as often as they like, and it counts nowhere', async () => {
    const quiz = await aQuiz(school, { attempts: 1 });
    for (const number of [1, 2]) {
      const attempt = await started(quiz, teacher);
      expect(attempt).toMatchObject({ preview: true, number });
      await submit(quiz, attempt.attemptId, 1, {}, teacher);
    }
    expect((await teacher.get(at(quiz, 'attempts'))).body).toMatchObject({ total: 0 });
    expect(await bestQuizScores(quiz.courseId)).toEqual([]);
  });

  it('write questions, of which an older version overwrites nothing', async () => {
    const quiz = await aQuiz(school);
    const body: Question = {
      ...{ type: 'numeric', prompt: '<p>How much is 1,5 × 2?<script>x</script></p>', points: 1 },
      ...{ tags: ['Decimals'], whenRight: '', whenWrong: '', value: 3, tolerance: 0, unit: '' },
    };
    const added = (await teacher.post(bank(quiz)).send(body)).body as QuestionDetail;
    expect(added.question).toMatchObject({ prompt: '<p>How much is 1,5 × 2?</p>', tags: ['decimals'] });
    const change = (version: number, question: unknown) =>
      teacher.put(bank(quiz, `/${added.questionId}`)).send({ version, question });
    expect((await change(1, { ...body, value: 4 })).body).toMatchObject({ version: 2 });
    const older = await change(1, body);
    expect([older.status, code(older)]).toEqual([409, 'conflict']);
    const shapes = [
      { ...body, value: 'x' },
      { ...body, prompt: '<p> </p>' },
      { ...body, more: 1 },
    ];
    for (const wrong of [...shapes, { ...body, type: 'trueFalse', right: true }])
      expect((await change(2, wrong)).status).toBe(422);
    expect((await teacher.get(`${bank(quiz)}?q=how much&tag=decimals`)).body).toMatchObject({ total: 1 });
    await teacher.post(bank(quiz, `/${added.questionId}/archive`)).send({});
    expect((await teacher.get(`${bank(quiz)}?tag=decimals`)).body).toMatchObject({ total: 0 });
    await teacher.post(bank(quiz, `/${added.questionId}/restore`)).send({});
    expect((await teacher.get(`${bank(quiz)}?tag=decimals`)).body).toMatchObject({ total: 1 });
    const stranger = await test.signIn(school.colleague);
    expect((await stranger.post(bank(quiz)).send(body)).status).toBe(403);
    const elsewhere = await aQuiz(await aSchool(test.app.platform, { password }));
    expect((await teacher.get(bank(elsewhere))).status).toBe(404);
    expect((await teacher.get(bank(quiz, `/${elsewhere.questionIds[0]}`))).status).toBe(404);
  });

  it('correct a key and regrade: who was right gets the points, nobody loses any', async () => {
    const quiz = await aQuiz(school);
    const questionId = quiz.questionIds[2] ?? '';
    const { attemptId } = await started(quiz);
    await submit(quiz, attemptId, 1, { [questionId]: { type: 'trueFalse', value: false } });
    const read = async () => (await teacher.get(bank(quiz, `/${questionId}`))).body as QuestionDetail;
    const correct = async (right: boolean): Promise<Regraded> => {
      const { version, question } = await read();
      await teacher.put(bank(quiz, `/${questionId}`)).send({ version, question: { ...question, right } });
      expect((await read()).outdated).toBe(1);
      const regrade = bank(quiz, `/${questionId}/regrade`);
      expect((await teacher.post(regrade).send({ version })).status).toBe(409);
      return (await teacher.post(regrade).send({ version: version + 1 })).body as Regraded;
    };
    const first = await correct(false);
    expect(first).toMatchObject({ attempts: 1, changed: 1, rows: [{ before: 0, after: 1 / 11 }] });
    expect((await learner(quiz))?.scores[quiz.lessonId]).toBeCloseTo(1 / 11);
    expect(await correct(true)).toMatchObject({ attempts: 1, changed: 0 });
    const detail = (await teacher.get(at(quiz, `attempts/${attemptId}/graded`))).body as AttemptDetail;
    expect(detail.score).toBeCloseTo(1 / 11);
    expect(detail.regrades).toHaveLength(2);
    expect((await read()).outdated).toBe(0);
    expect((await teacher.get(at(quiz, 'items'))).body).toMatchObject({ attempts: 1 });
    expect((await pupil.post(bank(quiz, `/${questionId}/regrade`)).send({ version: 1 })).status).toBe(403);
  });

  it('see who tried, by name and state', async () => {
    const quiz = await aQuiz(school);
    await started(quiz);
    const list = async (query: string) =>
      (await teacher.get(`${at(quiz, 'attempts')}${query}`)).body as object;
    expect(await list('?state=open&q=pupil0')).toMatchObject({
      total: 1,
      rows: [{ name: 'Pupil0 Test', state: 'open', score: null }],
    });
    expect(await list('?state=submitted')).toMatchObject({ total: 0 });
    expect(await list('?q=nobody&sort=-score')).toMatchObject({ total: 0 });
  });
});

/** Words of a question that only its key and its feedback have. */
function secretsOf(question: Question): string[] {
  const { whenRight, whenWrong } = question;
  const words = [whenRight, whenWrong];
  if (question.type === 'single') words.push(...question.options.map(({ feedback }) => feedback));
  if (question.type === 'multiple') words.push(...question.options.map(({ feedback }) => feedback));
  if (question.type === 'text') words.push(...question.accepted);
  if (question.type === 'gaps') words.push(...question.gaps.flatMap(({ accepted }) => accepted.slice(1)));
  return words.filter((word) => word.length > 3).map((word) => JSON.stringify(word).slice(1, -1));
}
