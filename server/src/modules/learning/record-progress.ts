import { courseCompleted, lessonsOf, type Structure } from '@quad/shared/learning';
import { inTransaction } from '../../platform/database/transaction';
import { say } from '../../platform/outbox/say';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from './course.model';

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
 */
export async function recordProgress(
  enrolment: Pick<CourseEnrolmentRecord, '_id' | 'districtId'>,
  course: Structure,
  { lessonId, watched, score, done, seconds = 0 }: Step,
  at: number,
): Promise<CourseEnrolmentRecord | null> {
  const own = { _id: enrolment._id, districtId: enrolment.districtId };
  const required = lessonsOf(course)
    .filter((lesson) => lesson.required)
    .map(({ id }) => id);
  const best = (field: 'watched' | 'scores', value: number | undefined) =>
    value === undefined ? {} : { [`${field}.${lessonId}`]: { $max: [`$${field}.${lessonId}`, value] } };
  const doneAt = { $ifNull: [`$done.${lessonId}`, at] };
  const finished = done === undefined ? {} : { [`done.${lessonId}`]: done ? doneAt : '$$REMOVE' };
  const isDone = (id: string) => ({ $cond: [{ $gt: [`$done.${id}`, null] }, 1, 0] });
  const count = { $add: [0, ...required.map(isDone)] };
  const isComplete = { $and: [required.length > 0, { $gte: ['$doneCount', required.length] }] };
  return inTransaction(async (session) => {
    const before = await CourseEnrolmentModel.findOne(own, { completedAt: 1 }, { session }).lean<
      Pick<CourseEnrolmentRecord, 'completedAt'>
    >();
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
        { $set: { doneCount: count } },
        { $set: { share: required.length === 0 ? 0 : { $divide: ['$doneCount', required.length] } } },
        { $set: { completedAt: { $ifNull: ['$completedAt', { $cond: [isComplete, at, null] }] } } },
      ],
      { session, returnDocument: 'after', updatePipeline: true },
    ).lean<CourseEnrolmentRecord>();
    if (after !== null && after.completedAt !== null && before?.completedAt === null) {
      const { courseId, personId, schoolId, districtId } = after;
      await say(courseCompleted, after._id, { districtId, schoolId }, { courseId, personId }, session);
    }
    return after;
  });
}
