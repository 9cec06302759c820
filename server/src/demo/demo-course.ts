import { emptyBodies, type LessonBody, type LessonKind, type ReleaseRule } from '@quad/shared/learning';
import { addDays, instantOf, wallClock, type Role } from '@quad/shared/platform';
import sharp from 'sharp';
import { idsByCode } from '../modules/identity';
import {
  addDemoFilm,
  addDemoQuestions,
  addFile,
  addLesson,
  addModule,
  changeCourse,
  createCourse,
  demoRubric,
  enrolClass,
  finishLesson,
  handInDemo,
  listCourses,
  publishCourse,
  readCourse,
  saveLesson,
  setStructure,
} from '../modules/learning';
import { districtOf, loadTimetable } from '../modules/schools';
import { Context } from '../platform/http/context';
import type { Platform } from '../platform/platform';
import { words } from './demo-course-words';
import { timeZone } from './demo-schools';

interface Place {
  districtId: string;
  schoolId: string;
}
type Planned = [module: 0 | 1, title: string, body: LessonBody];
type As = (code: string, role: Role, daysAgo?: number) => Context;

/** Ms Rao's course for 7B, made by the use cases themselves, unless there is one. @returns whether it was made now */
export async function makeCourse(place: Place, platform: Platform): Promise<boolean> {
  const { districtId, schoolId } = place;
  const timetable = await loadTimetable(schoolId, platform);
  const group = timetable?.classes.find(({ code }) => code === '7B-MAT');
  const as = await people(place, platform);
  const rao = as('HAR-T0', 'teacher', 9);
  if (group === undefined || (await listCourses(rao, {})).total > 0) return false;
  const { summary, title } = words;
  const { courseId } = await createCourse(rao, { schoolId, title, summary, subject: 'Mathematics' });
  const picture = { name: 'bars.png', type: 'image/png', bytes: await bars() };
  const { url } = await addFile(rao, courseId, picture);
  const questionIds = await addDemoQuestions(
    { courseId, districtId, schoolId },
    rao.actor.personId,
    rao.now(),
  );
  const videoId = await addDemoFilm(rao, courseId, words.film.title);
  const lessons = await write(rao, courseId, { url, questionIds, videoId });
  const { version } = await readCourse(rao, courseId);
  await changeCourse(rao, courseId, { version, certificate: true });
  await publishCourse(rao, courseId, version + 1);
  await enrolClass(rao, courseId, group._id);
  // Amara has read the first two; others are somewhere on the way
  const read = async (n: number, count: number): Promise<void> => {
    for (const [i, lessonId] of lessons.slice(0, count).entries())
      await finishLesson(as(`HAR-7B-${n}`, 'student', 6 - i), courseId, lessonId, true);
  };
  for (const [n, count] of [2, 1, 2, 0, 2, 1, 1, 0, 2, 1].entries()) await read(n + 1, count);
  const lessonId = lessons[5] ?? '';
  for (const [n, text] of words.handedIn)
    await handInDemo(as(`HAR-7B-${n}`, 'student', 1), { courseId, lessonId }, text);
  return true;
}

/** @returns the lessons' ids in order, without that of the film: it is there only where it could be drawn */
async function write(
  ctx: Context,
  courseId: string,
  { url, questionIds, videoId }: { url: string; questionIds: string[]; videoId: string | null },
): Promise<string[]> {
  const dueAt = instantOf(addDays(wallClock(ctx.now(), timeZone).date, 14), '18:00', timeZone);
  const plan: Planned[] = [
    [0, 'What a fraction says', { kind: 'text', html: words.says(url) }],
    ...film(videoId),
    [0, 'The same amount, cut finer', { kind: 'text', html: words.finer }],
    [
      0,
      'What have you seen?',
      { ...emptyBodies.quiz, html: words.quiz, questionIds, minutes: 20, attempts: 3 },
    ],
    [
      1,
      'Bars to play with',
      { kind: 'link', url: 'https://phet.colorado.edu/en/simulations/fractions-intro', html: words.link },
    ],
    [1, 'Adding pieces of one size', { kind: 'text', html: words.adding }],
    [
      1,
      'A fraction from home',
      { ...emptyBodies.assignment, html: words.assignment, dueAt, points: 12, rubric: demoRubric },
    ],
  ];
  for (const title of words.modules) await addModule(ctx, courseId, title);
  const { draft } = await readCourse(ctx, courseId);
  const ids: string[] = [];
  for (const [module, title, body] of plan) {
    const kind: LessonKind = body.kind;
    const { lessonId } = await addLesson(ctx, courseId, { moduleId: draft[module]?.id ?? '', kind, title });
    await saveLesson(ctx, courseId, lessonId, { version: 0, body });
    if (kind !== 'video') ids.push(lessonId);
  }
  const course = await readCourse(ctx, courseId);
  const { version } = course;
  // watching and playing are for whoever likes to; adding waits for what comes before it
  const waits: ReleaseRule[] = [{ kind: 'previous' }];
  const modules = course.draft.map((module) => ({
    ...module,
    lessons: module.lessons.map((lesson) => ({
      ...{ ...lesson, required: lesson.kind !== 'link' && lesson.kind !== 'video' },
      release: lesson.id === ids[4] ? waits : [],
    })),
  }));
  await setStructure(ctx, courseId, { version, modules });
  return ids;
}

function film(videoId: string | null): Planned[] {
  if (videoId === null) return [];
  const { title, html } = words.film;
  return [[0, title, { ...emptyBodies.video, videoId, html }]];
}

/** Somebody of the demo school as they act, so many days ago. */
async function people({ districtId, schoolId }: Place, platform: Platform): Promise<As> {
  const codes = ['HAR-T0', ...Array.from({ length: 10 }, (_, n) => `HAR-7B-${n + 1}`)];
  const [district, ids] = await Promise.all([districtOf(districtId, platform), idsByCode(districtId, codes)]);
  return (code, role, daysAgo = 0) => {
    const clockOffset = district.clockOffset - daysAgo * 24 * 3_600_000;
    const actor = {
      ...{ personId: ids.get(code) ?? '', sessionId: '', districtId, login: '', givenName: '', name: '' },
      ...{ secondFactor: 'off' as const, provedUntil: 0, formalName: '' },
      ...{ teaches: [], covers: [], children: [] },
      memberships: [{ schoolId, role, schoolName: null }],
    };
    return new Context(platform, platform.log, actor, { ...district, clockOffset });
  };
}

/** Four bars of one length, cut into 1, 2, 4 and 8 pieces, with one half of each coloured. */
async function bars(): Promise<Uint8Array> {
  const [width, height, gap] = [640, 64, 20];
  const rows = [1, 2, 4, 8].map((pieces, row) => {
    const y = gap + row * (height + gap);
    const part = width / pieces;
    const cells = Array.from({ length: pieces }, (_, n) => {
      const fill = pieces > 1 && n < pieces / 2 ? '#4b55c4' : '#eceaf6';
      return `<rect x="${20 + n * part}" y="${y}" width="${part}" height="${height}" fill="${fill}" stroke="#23233a" stroke-width="3"/>`;
    });
    return cells.join('');
  });
  const [w, h] = [width + 40, gap + 4 * (height + gap)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><rect width="${w}" height="${h}" fill="#fff"/>${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
