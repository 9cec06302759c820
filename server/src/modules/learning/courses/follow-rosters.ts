import { dayOn } from '../../../platform/http/day';
import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import type { Job } from '../../../platform/jobs/jobs';
import type { Platform } from '../../../platform/platform';
import { districtOf, loadTimetable, rollOn } from '../../schools';
import { CourseEnrolmentModel, CourseModel, type CourseRecord } from '../course.model';
import { changedFields } from './courses.subscribers';
import { byClass, byNameAlone, join, keepReasons, leave } from './joining';
import { recount } from './recount';

const atOnce = 1_000;
const mostRounds = 100;

const underWay = new Map<string, Promise<void>>();
const askedAgain = new Set<string>();

/**
 * Makes a course's learners those of its classes, today. Whoever asks while it is under way in this process waits for the same
 * work, which then looks once more.
 */
export function followRosters(courseId: string, platform: Platform): Promise<void> {
  const running = underWay.get(courseId);
  if (running !== undefined) {
    askedAgain.add(courseId);
    return running;
  }
  const follow = async (): Promise<void> => {
    try {
      do await mend(courseId, platform);
      while (askedAgain.delete(courseId));
    } finally {
      underWay.delete(courseId);
      askedAgain.delete(courseId);
    }
  };
  const work = follow();
  underWay.set(courseId, work);
  return work;
}

/**
 * Compares, mends the difference, and compares again, until there is none. Whatever cut an earlier one off, in whichever step,
 * the next goes on from what it finds.
 */
async function mend(courseId: string, platform: Platform): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    const course = await CourseModel.findById(courseId, {
      ...{ districtId: 1, schoolId: 1, classIds: 1 },
    }).lean<Followed>();
    if (course === null) return;
    const { clockOffset, timeZone } = await districtOf(course.districtId, platform);
    const at = Date.now() + clockOffset;
    const school = (await loadTimetable(course.schoolId, platform))?.school;
    const today = dayOn(at, school?.timeZone ?? timeZone);
    let mended = await endStrays(course, at);
    for (const classId of course.classIds)
      mended += await followClass(course, classId, { today, at }, platform);
    if (mended === 0) break;
  }
  await recount(courseId);
}

type Followed = Pick<CourseRecord, '_id' | 'districtId' | 'schoolId' | 'classIds'>;

/** @returns how many joined or left */
async function followClass(
  course: Followed,
  classId: string,
  { today, at }: { today: string; at: number },
  platform: Platform,
): Promise<number> {
  const reason = byClass(classId);
  const [roll, held] = await Promise.all([
    rollOn(classId, today, platform),
    CourseEnrolmentModel.find({ courseId: course._id, by: reason }, { personId: 1, _id: 0 }).lean<
      { personId: string }[]
    >(),
  ]);
  const [wanted, here] = [new Set(roll), new Set(held.map(({ personId }) => personId))];
  const joining = roll.filter((id) => !here.has(id));
  const leaving = [...here].filter((id) => !wanted.has(id));
  const joined = await join(course, reason, joining, at);
  await leave(course._id, reason, leaving, at);
  return joined + leaving.length;
}

/** Those who are here for a class that does not have the course any more. */
async function endStrays({ _id: courseId, classIds }: Followed, at: number): Promise<number> {
  const reasons = [byNameAlone, ...classIds.map(byClass)];
  const strays = await CourseEnrolmentModel.find(
    { courseId, by: { $elemMatch: { $nin: reasons } } },
    { personId: 1, _id: 0 },
  )
    .limit(atOnce)
    .lean<{ personId: string }[]>();
  const ids = strays.map(({ personId }) => personId);
  if (ids.length > 0) await keepReasons(courseId, ids, { $setIntersection: ['$by', reasons] }, at);
  return ids.length;
}

const gatherMs = 50;
const waiting = new Map<string, Promise<void>>();

/** Those who ask for one class within a moment share what begins after it: a roster enrols a class at a time. */
function followClassSoon(classId: string, platform: Platform): Promise<void> {
  const asked = waiting.get(classId) ?? work();
  waiting.set(classId, asked);
  return asked;

  async function work(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    waiting.delete(classId);
    const courses = await CourseModel.find({ classIds: classId }, { _id: 1 }).limit(1_000).lean();
    for (const { _id } of courses) await followRosters(_id, platform);
  }
}

export const followSubscribers: Subscriber[] = [
  {
    collections: ['enrolments'],
    works: true,
    handle: async (change, platform) => {
      const enrolment = documentOf(change);
      if (enrolment !== null) await followClassSoon(String(enrolment.classId), platform);
    },
  },
  {
    // the process that was asked may die in the middle of it: every other one goes on
    collections: ['courses'],
    works: true,
    handle: async (change, platform) => {
      const course = documentOf(change);
      if (course !== null && changedFields(change).includes('classIds'))
        await followRosters(String(course._id), platform);
    },
  },
];

/** What nobody was there to hear, and spells that begin or end with a day. */
export const followJob: Job = {
  name: 'courses follow rosters',
  every: '10 minutes',
  run: async (platform) => {
    const courses = CourseModel.find({}, { _id: 1 }).hint({ _id: 1 }).lean().cursor({ batchSize: 500 });
    for await (const { _id } of courses) await followRosters(_id, platform);
  },
};
