import type { LearnerRow, Range, ViewingState } from '@quad/shared/learning';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { aCourse, usualBodies, type ACourse } from '../learning.builders';
import { tellSegments } from '../video/segments';
import { VideoModel } from '../video/video.model';
import { secondsByLesson } from './lesson-seconds';
import { viewingWriter } from './viewing-writers';
import { ViewingClockModel, ViewingModel } from './viewing.model';

let test: TestApp;
let school: ASchool;
let teacher: Agent;
let student: Agent;
let personId: string;

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  [teacher, student] = await Promise.all([test.signIn(school.teacher), test.signIn(school.student)]);
  personId = school.pupils[0] ?? '';
  // a busy machine must not give anybody time to watch
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(async () => {
  vi.useRealTimers();
  await test.stop();
});

interface Film extends ACourse {
  videoId: string;
  base: string;
  lesson: string;
}

/** A course whose video lasts so many seconds; whoever watched 90 % is done with it. */
async function aFilm(duration = 600, arrange?: Parameters<typeof aCourse>[1]): Promise<Film> {
  const videoId = newId();
  const bodies = { video: { ...usualBodies.video, videoId } as typeof usualBodies.video };
  const course = await aCourse(school, { bodies, ...arrange });
  const { districtId, schoolId } = school;
  await VideoModel.create({
    ...{ _id: videoId, districtId, schoolId, courseId: course.courseId, name: 'Film', state: 'ready' },
    ...{ bytes: 1, received: 1, sha256: null, room: 1, duration, width: 320, height: 240, type: 'video/mp4' },
    ...{ rungs: [], poster: null, captions: [], chapters: [], version: 1, why: null, addedAt: 0 },
    ...{ addedBy: newId(), touchedAt: 0, removedAt: null, swept: false },
  });
  const base = `/api/v1/courses/${course.courseId}`;
  return { ...course, videoId, base, lesson: `${base}/lessons/${course.lessons.video}` };
}

const start = async ({ lesson }: Film, who = student): Promise<ViewingState> => {
  const answer = await who.post(`${lesson}/viewings`).send({});
  expect(answer.status).toBe(200);
  return answer.body as ViewingState;
};
const say = ({ lesson }: Film, played: Range[], more: object = {}, who = student) =>
  who
    .post(`${lesson}/beats`)
    .send({ viewing: 1, played, position: played.at(-1)?.[1] ?? 0, playing: true, ...more });
const beat = async (...said: Parameters<typeof say>): Promise<ViewingState> => {
  const answer = await say(...said);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as ViewingState;
};
const fetched = ({ courseId, lessons, videoId }: Film, from: number, to: number, who = personId): void => {
  const segments = Array.from({ length: Math.ceil((to - from) / 4) }, (_, n) => Math.floor(from / 4) + n);
  tellSegments({ personId: who, courseId, lessonId: lessons.video, videoId, segments });
};
/** As if so many seconds had gone by since the person was last heard of. */
const pass = (seconds: number) =>
  ViewingClockModel.updateMany({ _id: personId }, { $inc: { spentTo: -seconds * 1_000 } });
const enrolment = ({ courseId }: Film) =>
  CourseEnrolmentModel.findById(enrolmentId(courseId, personId)).lean<CourseEnrolmentRecord>();

describe('watching', () => {
  it('counts what was played and sent, tells the course, and finishes the lesson', async () => {
    const film = await aFilm(60);
    expect(await start(film)).toMatchObject({ viewing: 1, position: 0, counted: [], doneAt: null });
    fetched(film, 0, 60);
    await pass(30);
    expect(await beat(film, [[0, 30]])).toMatchObject({
      ...{ position: 30, counted: [[0, 30]], seconds: 30, watched: 0.5, confirmed: [[0, 30]], doneAt: null },
    });
    expect(await enrolment(film)).toMatchObject({ seconds: 30, watched: { [film.lessons.video]: 0.5 } });
    await pass(30);
    const done = await beat(film, [[30, 60]], { playing: false });
    expect(done).toMatchObject({ seconds: 60, watched: 1 });
    expect(done.doneAt).not.toBeNull();
    expect(await enrolment(film)).toMatchObject({ seconds: 60, doneCount: 1 });
    expect(await secondsByLesson(school.districtId, personId, [film.courseId])).toEqual([
      { courseId: film.courseId, lessonId: film.lessons.video, seconds: 60 },
    ]);
  });

  it('goes on where it was on another device, and an older tab never moves the place again', async () => {
    const film = await aFilm();
    await start(film);
    await beat(film, [], { position: 100 });
    expect(await start(film)).toMatchObject({ viewing: 2, position: 100 });
    await beat(film, [], { viewing: 2, position: 200 });
    expect(await beat(film, [], { viewing: 1, position: 17 })).toMatchObject({ viewing: 2, position: 200 });
    expect((await say(film, [], { viewing: 3 })).status).toBe(409);
  });

  it('counts what was sent by a process that hears no beats once that one writes it down', async () => {
    const film = await aFilm(40);
    await start(film);
    await pass(20);
    expect(await beat(film, [[0, 40]], { playing: false })).toMatchObject({
      seconds: 0,
      confirmed: [[0, 40]],
    });
    fetched(film, 0, 40);
    await viewingWriter(test.app.platform).flush();
    expect(await enrolment(film)).toMatchObject({
      seconds: 40,
      watched: { [film.lessons.video]: 1 },
      doneCount: 1,
    });
  });

  it('begins anew with another film in the lesson, and keeps the seconds of the first', async () => {
    const film = await aFilm(20);
    await start(film);
    fetched(film, 0, 20);
    await pass(10);
    await beat(film, [[0, 20]], { playing: false });
    await ViewingModel.updateOne(
      { lessonId: film.lessons.video },
      { $set: { videoId: newId() }, $inc: { rev: 1 } },
    );
    expect((await say(film, [[0, 4]])).status).toBe(409);
    expect(await start(film)).toMatchObject({ viewing: 2, seconds: 0, counted: [], position: 0 });
    fetched(film, 0, 20);
    await pass(10);
    await beat(film, [[0, 20]], { viewing: 2, playing: false });
    expect(await enrolment(film)).toMatchObject({ seconds: 40 });
  });

  it('writes nothing for a teacher who looks at the draft', async () => {
    const film = await aFilm();
    await start(film, teacher);
    expect(await beat(film, [[0, 10]], {}, teacher)).toMatchObject({ seconds: 0, confirmed: [[0, 10]] });
    expect(await ViewingModel.countDocuments({ courseId: film.courseId })).toBe(0);
  });
});

describe('whoever makes things up', () => {
  it('gets nothing for what was not sent, and nothing for what was sent and not played', async () => {
    const film = await aFilm();
    await start(film);
    await pass(75);
    expect(await beat(film, [[0, 100]])).toMatchObject({ seconds: 0, watched: 0 });
    fetched(film, 200, 400);
    expect(await beat(film, [])).toMatchObject({ seconds: 0, counted: [] });
  });

  it('gets less than 5 % for a jump to the end', async () => {
    const film = await aFilm();
    await start(film);
    fetched(film, 0, 8);
    fetched(film, 592, 600);
    await pass(1_000);
    const jumped = await beat(film, [[0, 8], [592, 600]], { position: 600 }); // prettier-ignore
    expect(jumped.watched).toBeLessThan(0.05);
    expect((await beat(film, [[0, 600]], { position: 600, playing: false })).watched).toBeLessThan(0.05);
  });

  it('cannot bank idle time, of an hour or of the time before the film was begun', async () => {
    const film = await aFilm();
    fetched(film, 0, 600);
    await start(film);
    expect(await beat(film, [[0, 600]])).toMatchObject({ seconds: 0, confirmed: [] });
    await pass(3_600);
    const after = await beat(film, [[0, 600]]);
    expect(after).toMatchObject({ seconds: 150, confirmed: [[0, 150]] });
    await pass(3_600);
    expect(await start(film)).toMatchObject({ seconds: 150 });
    expect(await beat(film, [[0, 600]], { viewing: 2 })).toMatchObject({ seconds: 150 });
  });

  it('never gets more than the time there was by fifty beats at once, two films at once, or saying it again', async () => {
    const [one, two] = [await aFilm(), await aFilm()];
    await Promise.all([start(one), start(two)]);
    for (const film of [one, two]) fetched(film, 0, 600);
    await pass(20);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => beat(n % 2 === 0 ? one : two, [[n * 12, n * 12 + 12]])),
    );
    expect(answers.length).toBe(50);
    const seconds = async () =>
      (await ViewingModel.find({ personId, courseId: { $in: [one.courseId, two.courseId] } })).map(
        (v) => v.seconds,
      );
    const [a = 0, b = 0] = await seconds();
    expect(a + b).toBe(40);
    const again = await beat(one, [[0, 12]]);
    await pass(20);
    expect(await beat(one, again.counted)).toMatchObject({ seconds: again.seconds, counted: again.counted });
  });

  it('is not helped by a second server', async () => {
    const other = await test.second();
    try {
      const film = await aFilm();
      const elsewhere = await other.signIn(school.student);
      await start(film);
      fetched(film, 0, 600);
      await pass(20);
      await Promise.all(
        Array.from({ length: 16 }, (_, n) =>
          say(film, [[n * 12, n * 12 + 12]], {}, n % 2 === 0 ? student : elsewhere),
        ),
      );
      const viewing = await ViewingModel.findOne({ courseId: film.courseId });
      expect(viewing?.claimed.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(40);
      expect(viewing?.seconds).toBeGreaterThan(0);
    } finally {
      await other.stop();
    }
  });

  it('gains nothing by a district clock that is set forward', async () => {
    const film = await aFilm();
    await start(film);
    fetched(film, 0, 600);
    await test.setClock(school.districtId, '2031-03-04', '09:00');
    expect((await beat(film, [[0, 600]])).seconds).toBe(0);
    await test.setClock(school.districtId, '2026-03-04', '09:00');
  });

  it('is told what is no range, and what lies beyond the end counts for nothing', async () => {
    const film = await aFilm(20);
    await start(film);
    fetched(film, 0, 40);
    await pass(60);
    for (const played of [[[-4, 4]], [[0, 1.5]], [[0, 90_000]], 'all', [[0]]])
      expect((await say(film, played as Range[], { position: 1 })).status).toBe(422);
    const odd: Range[] = [[16, 8], [4, 12], [8, 16], [12, 600]]; // prettier-ignore
    expect(await beat(film, odd)).toMatchObject({ counted: [[4, 20]], watched: 0.8, position: 20 });
  });

  it('is refused for a lesson that is locked, after leaving, in another school, and signed out', async () => {
    const locked = await aFilm(600, {
      arrange: (modules) =>
        modules.map((module) => ({
          ...module,
          lessons: module.lessons.map((lesson) => ({
            ...lesson,
            release: [{ kind: 'from' as const, at: 4e12 }],
          })),
        })),
    });
    const codeOf = async (answer: PromiseLike<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      return [status, (body as { code: string }).code];
    };
    expect(await codeOf(say(locked, [[0, 4]]))).toEqual([403, 'lesson_locked']);
    expect(await codeOf(student.post(`${locked.lesson}/viewings`))).toEqual([403, 'lesson_locked']);
    const film = await aFilm();
    expect(await codeOf(say(film, [[0, 4]]))).toEqual([409, 'conflict']);
    await start(film);
    expect(await codeOf(student.post(`${film.base}/lessons/${film.lessons.text}/viewings`))).toEqual([
      404,
      'not_found',
    ]);
    expect((await test.anonymous.post(`${film.lesson}/beats`).send({})).status).toBe(401);
    expect((await student.get(`${film.base}/learners`)).status).toBe(403);
    await CourseEnrolmentModel.updateOne(
      { _id: enrolmentId(film.courseId, personId) },
      { $set: { active: false } },
    );
    await eventually(async () => (await say(film, [[0, 4]])).status === 404);
    const stranger = await test.signIn((await aSchool(test.app.platform, { password })).teacher);
    for (const path of ['learners', 'watchers', `lessons/${film.lessons.video}/drop-off`])
      expect((await stranger.get(`${film.base}/${path}`)).status).toBe(404);
  });
});

describe('a teacher sees', () => {
  it('who learns, sorted and searched, and who is at risk', async () => {
    const film = await aFilm(20);
    await start(film);
    fetched(film, 0, 20);
    await pass(10);
    await beat(film, [[0, 20]], { playing: false });
    const list = async (query: string) => {
      const answer = await teacher.get(`${film.base}/learners?${query}`);
      expect(answer.status).toBe(200);
      return answer.body as { rows: LearnerRow[]; total: number; atRisk: number };
    };
    const names = async (query: string) => (await list(query)).rows.map(({ name }) => name);
    expect(await names('')).toEqual(['Test, Pupil0', 'Test, Pupil1', 'Test, Pupil2']);
    expect(await names('sort=-name')).toEqual(['Test, Pupil2', 'Test, Pupil1', 'Test, Pupil0']);
    expect((await names('sort=-seconds'))[0]).toBe('Test, Pupil0');
    expect((await names('sort=-share'))[0]).toBe('Test, Pupil0');
    expect((await names('sort=lastAt')).at(-1)).toBe('Test, Pupil0');
    expect(await names('q=tést, pupil1')).toEqual(['Test, Pupil1']);
    expect(await names('q=nobody&sort=share')).toEqual([]);
    expect(await names('risk=notBegun')).toEqual(['Test, Pupil1', 'Test, Pupil2']);
    expect(await names('risk=any&sort=-share')).toHaveLength(2);
    expect(await names('risk=lowScore')).toEqual([]);
    const { rows, total, atRisk } = await list('');
    expect([total, atRisk]).toEqual([3, 2]);
    expect(rows[0]).toMatchObject({
      done: 1,
      of: 5,
      seconds: 20,
      lastLesson: 'A video',
      risks: [],
      byName: true,
    });
    expect(rows[1]).toMatchObject({ risks: ['notBegun'], lastAt: null, score: null });
    expect((await teacher.get(`${film.base}/learners?sort=shoe`)).status).toBe(422);
  });

  it('who is watching now and where, and how many watched each ten seconds', async () => {
    const film = await aFilm(35);
    await start(film);
    fetched(film, 0, 12);
    await pass(10);
    await beat(film, [[0, 12]]);
    const now = await teacher.get(`${film.base}/watchers`);
    expect(now.body).toMatchObject({
      rows: [
        { personId, name: 'Test, Pupil0', lesson: 'A video', position: 12, duration: 35, playing: true },
      ],
    });
    const off = await teacher.get(`${film.lesson}/drop-off`);
    expect(off.body).toMatchObject({ viewers: 1, step: 10, watched: [1, 1, 0, 0], duration: 35 });
    await ViewingModel.updateMany({ courseId: film.courseId }, { $inc: { beatAt: -100_000 } });
    expect((await teacher.get(`${film.base}/watchers`)).body).toMatchObject({ rows: [] });
  });
});
