import { courseCompleted, courseGiven, progressOf } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import { newId } from '../../../platform/database/connect';
import { inTransaction } from '../../../platform/database/transaction';
import { sayAll } from '../../../platform/outbox/say';
import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from '../course.model';

const batch = 200;

/**
 * Works out anew how far each learner has come, for those whose count is of an older edition, and tells whoever was not told of
 * the course yet. So many in a transaction: cut off, it goes on where it was.
 */
export async function recount(courseId: string): Promise<void> {
  for (;;) if ((await inTransaction((session) => recountSome(courseId, session))) < batch) return;
}

/** @param personId only this one. @returns how many */
export async function recountSome(
  courseId: string,
  session: ClientSession,
  personId?: string,
): Promise<number> {
  const course = await CourseModel.findById(courseId, { draft: 0 }, { session }).lean<CourseRecord>();
  if (course?.live == null) return 0;
  const { live, editions, districtId, schoolId, publishedAt } = course;
  const behind = await CourseEnrolmentModel.find(
    { courseId, countedFor: { $lt: editions }, ...(personId !== undefined && { personId }) },
    { personId: 1, active: 1, done: 1, countedFor: 1, completedAt: 1 },
    { session },
  )
    .limit(batch)
    .lean<CourseEnrolmentRecord[]>();
  if (behind.length === 0) return 0;
  const counted = behind.map((enrolment) => ({ enrolment, ...progressOf(live, enrolment) }));
  const completed = counted.filter(
    ({ enrolment, done, of }) => enrolment.completedAt === null && of > 0 && done === of,
  );
  await CourseEnrolmentModel.bulkWrite(
    counted.map((each) => ({
      updateOne: {
        filter: { _id: each.enrolment._id },
        update: {
          $set: {
            ...{ doneCount: each.done, share: each.share, countedFor: editions },
            ...(completed.includes(each) && { completedAt: publishedAt }),
          },
        },
      },
    })),
    { session },
  );
  const place = { districtId, schoolId };
  await sayAll(
    courseCompleted,
    completed.map(({ enrolment: { _id: key, personId } }) => ({
      key,
      place,
      payload: { courseId, personId },
    })),
    session,
  );
  const given = behind.filter(({ active, countedFor }) => active && countedFor === 0);
  const personIds = given.map(({ personId }) => personId);
  // another key each time: who is given it again is told again, and what is not committed was not said
  const key = `${courseId}:${newId()}`;
  if (personIds.length > 0)
    await sayAll(courseGiven, [{ key, place, payload: { courseId, personIds } }], session);
  return behind.length;
}
