import { courseCompleted, lessonsOf, type Lesson, type Structure } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import { inTransaction } from '../../platform/database/transaction';
import { say } from '../../platform/outbox/say';
import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from './course.model';

/** What became known of a learner and a lesson. Shares only grow: the best one counts, whatever comes later or out of order. */
export interface Step {
  lessonId: string;
  /** share of the video believed */
  watched?: number;
  /** share of the points */
  score?: number;
  /** it is done now; `false` takes back what was only said, never what was earned */
  done?: boolean;
  /** believed seconds more than before */
  seconds?: number;
}

/**
 * Writes a step down, and says `course.completed` with the one that completes the course. Repeating it changes nothing, but for
 * `seconds`, which are counted once by whoever calls.
 * @param at ms by the district's clock
 * @param also written with it or not at all; what it throws ends both
 */
export async function recordProgress(
  enrolment: Pick<CourseEnrolmentRecord, '_id' | 'districtId'>,
  course: Structure,
  { lessonId, watched, score, done, seconds = 0 }: Step,
  at: number,
  also?: (session: ClientSession) => Promise<void>,
): Promise<CourseEnrolmentRecord | null> {
  const own = { _id: enrolment._id, districtId: enrolment.districtId };
  const best = (field: 'watched' | 'scores', value: number | undefined) =>
    value === undefined ? {} : { [`${field}.${lessonId}`]: { $max: [`$${field}.${lessonId}`, value] } };
  const doneAt = { $ifNull: [`$done.${lessonId}`, at] };
  const finished = done === undefined ? {} : { [`done.${lessonId}`]: done ? doneAt : '$$REMOVE' };
  const average = { $avg: { $map: { input: { $objectToArray: '$scores' }, in: '$$this.v' } } };
  return inTransaction(async (session) => {
    await also?.(session);
    const before = await CourseEnrolmentModel.findOne(
      own,
      { completedAt: 1, courseId: 1 },
      { session },
    ).lean<CourseEnrolmentRecord>();
    if (before === null) return null;
    // what whoever calls has read may be of the edition before
    const counts = done === undefined ? [] : counted((await liveOf(before.courseId, session)) ?? course, at);
    const after = await CourseEnrolmentModel.findOneAndUpdate(
      own,
      [
        {
          $set: {
            ...best('watched', watched),
            ...best('scores', score),
            ...finished,
            seconds: { $add: ['$seconds', seconds] },
            lastLessonId: lessonId,
            lastAt: { $max: ['$lastAt', at] },
          },
        },
        { $set: { score: average } },
        ...counts,
      ],
      { session, returnDocument: 'after', updatePipeline: true },
    ).lean<CourseEnrolmentRecord>();
    if (after !== null && after.completedAt !== null && before.completedAt === null) {
      const { courseId, personId, schoolId, districtId } = after;
      await say(courseCompleted, after._id, { districtId, schoolId }, { courseId, personId }, session);
    }
    return after;
  });
}

async function liveOf(courseId: string, session: ClientSession): Promise<Structure | null> {
  const course = await CourseModel.findById(courseId, { live: 1 }, { session }).lean<CourseRecord>();
  return course?.live ?? null;
}

/** How many required lessons are done, and whether that is all of them. */
function counted(course: Structure, at: number) {
  const required = lessonsOf(course).filter((lesson) => lesson.required);
  const isDone = ({ id }: Lesson) => ({ $cond: [{ $gt: [`$done.${id}`, null] }, 1, 0] });
  const isComplete = { $and: [required.length > 0, { $gte: ['$doneCount', required.length] }] };
  return [
    { $set: { doneCount: { $add: [0, ...required.map(isDone)] } } },
    { $set: { share: required.length === 0 ? 0 : { $divide: ['$doneCount', required.length] } } },
    { $set: { completedAt: { $ifNull: ['$completedAt', { $cond: [isComplete, at, null] }] } } },
  ];
}
