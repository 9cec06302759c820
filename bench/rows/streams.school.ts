import { randomBytes } from 'node:crypto';
import { schoolsContract } from '@quad/shared/schools';
import type { Playback, ViewingState } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import { MongoClient, type Db } from 'mongodb';
import { signAccess } from '../../server/src/modules/identity/access-token';
import { loadSecrets } from '../../server/src/platform/config/secrets';
import { Api } from '../support/api';
import { bounded } from '../support/bounded';
import { Connections } from '../support/http';
import { generatedSchool, schoolYearOf } from '../support/generated-school';
import { idOf, seedCourse, seededLearner } from '../support/seeded-course';
import type { Stage } from '../support/stage';
import { filmDocument, makeFilm, type Film } from './streams.film';
import type { Viewer } from './streams.viewers';

const schoolYear = schoolYearOf('2026-03-04');

export interface Audience {
  film: Film;
  viewers: Viewer[];
}

/** A school whose pupils have a lesson with a film open in front of them, each with a session and signed addresses of their own. */
export async function audience(
  { server, operatorKey, mongodbUri, dataDir }: Stage,
  count: number,
): Promise<Audience> {
  const api = new Api(server, { connections: 4 });
  const connections = new Connections(server, 8);
  const client = await MongoClient.connect(mongodbUri);
  try {
    const password = randomBytes(12).toString('base64url');
    const admin = { givenName: 'Bench', familyName: 'Admin', login: 'bench.admin', password };
    const made = { code: 'bench', name: 'Bench', timeZone: 'Europe/London', adminsNeedSecondFactor: false };
    await api.call(schoolsContract.createDistrict, { body: { ...made, admin } }, { operatorKey });
    const { session } = await api.signIn(admin.login, password);
    const today = { kind: 'set' as const, date: schoolYear.to, time: '09:00' };
    await api.call(schoolsContract.setClock, { body: today }, session);
    const school = {
      code: 'S1',
      name: 'Streams',
      group: null,
      timeZone: 'Europe/London',
      pupils: count,
      schoolYear,
    };
    const body = generatedSchool(school, () => '');
    const teachers = body.teachers.map(({ login: _login, password: _none, ...teacher }) => teacher);
    const { schoolId } = await api.call(
      schoolsContract.importSchool,
      { body: { ...body, teachers } },
      session,
    );
    const film = await makeFilm(dataDir, schoolId);
    const { courseId, lessonId, personIds, districtId } = await seed(client.db(), film, schoolId, count);
    const cookies = await signedIn(client.db(), dataDir, districtId, personIds);
    const viewers: Viewer[] = [];
    await bounded(cookies, 8, async (cookie) => {
      viewers.push(await seat(connections, cookie, { courseId, lessonId }));
    });
    return { film, viewers };
  } finally {
    api.close();
    connections.close();
    await client.close();
  }
}

async function seed(database: Db, film: Film, schoolId: string, count: number) {
  const people = database.collection<{ _id: string; code: string; familyName: string; givenName: string }>(
    'people',
  );
  const pupils = await people
    .find({ code: { $in: Array.from({ length: count }, (_, n) => `S1-p-${n + 1}`) } })
    .toArray();
  const teacher = await people.findOne({ code: 'S1-t-1' });
  const course = await seedCourse(
    database,
    { personId: teacher?._id ?? '', schoolId },
    { kind: 'video', count: 1 },
  );
  const { districtId, courseId } = course;
  const lessonId = course.lessons[0]?.id ?? '';
  const body = { kind: 'video', videoId: film.videoId, html: '', completeAt: 0.9 };
  await database.collection<{ _id: string }>('lesson_contents').insertOne({
    ...{ _id: lessonId, districtId, schoolId, courseId, draft: body, live: body, version: 1 },
    ...{ savedAt: 0, savedBy: teacher?._id, liveAt: 0 },
  });
  await database
    .collection<{ _id: string }>('videos')
    .insertOne(filmDocument(film, { districtId, schoolId, courseId }));
  const learners = pupils.map(({ _id, familyName, givenName }) =>
    seededLearner(course, _id, `${familyName}, ${givenName}`),
  );
  await database.collection<{ _id: string }>('course_enrolments').insertMany(learners);
  return { courseId, lessonId, districtId, personIds: pupils.map(({ _id }) => _id) };
}

/** Sessions as signing in makes them, without the hashing that would keep both cores busy for minutes before anybody watches. */
async function signedIn(
  database: Db,
  dataDir: string,
  districtId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const { current } = (await loadSecrets(dataDir)).keys;
  const now = new Date();
  const sessions = personIds.map((personId) => ({
    ...{ _id: idOf(`session ${personId}`), districtId, personId, generation: 1, userAgent: 'bench' },
    ...{ rotatedAt: now, createdAt: now, provedAt: now, secondFactor: false },
    expiresAt: new Date(now.getTime() + 3_600_000),
  }));
  await database.collection<{ _id: string }>('sessions').insertMany(sessions);
  return sessions.map(
    ({ _id, personId }) => `quad_access=${signAccess({ sessionId: _id, personId }, current)}`,
  );
}

/** What a player asks for before the first segment. */
async function seat(
  connections: Connections,
  cookie: string,
  { courseId, lessonId }: { courseId: string; lessonId: string },
): Promise<Viewer> {
  const lesson = `${apiRoot}/courses/${courseId}/lessons/${lessonId}`;
  const ask = async <A>(method: string, path: string): Promise<A> => {
    const { status, text } = await connections.send({ method, path, headers: { cookie } });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as A;
  };
  const { hls } = await ask<Playback>('GET', `${lesson}/playback`);
  const { viewing } = await ask<ViewingState>('POST', `${lesson}/viewings`);
  if (hls === null) throw new Error('the film has no HLS');
  return { cookie, film: hls.replace('master.m3u8', '240.mp4'), beats: `${lesson}/beats`, viewing };
}
