import { chunksOf } from '../../../platform/database/batches';
import { writeUnlessDuplicate } from '../../../platform/database/bulk';
import type { ClientSession } from 'mongoose';
import { peopleOf } from '../../identity';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord, type CourseRecord } from '../course.model';

type Place = Pick<CourseRecord, '_id' | 'districtId' | 'schoolId'>;
export const byNameAlone = 'person';
export const byClass = (classId: string): string => `class:${classId}`;
const batch = 500;

/** As lists of learners sort. */
export function listName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${familyName}, ${givenName}`;
}

/**
 * One more reason for these people to learn here; whoever did before finds all they did. Each is one write that may be made
 * again. @param at ms by the district's clock. @returns how many of them there are: ids of nobody are passed over
 */
export async function join(
  { _id: courseId, districtId, schoolId }: Place,
  reason: string,
  personIds: readonly string[],
  at: number,
): Promise<number> {
  let count = 0;
  for (const ids of chunksOf(personIds, batch)) {
    const people = await peopleOf(ids, districtId);
    const writes = [...people].map(([personId, person]) => ({
      updateOne: {
        filter: { _id: enrolmentId(courseId, personId) },
        update: joined({ districtId, schoolId, courseId, personId, name: listName(person) }, reason, at),
        upsert: true,
      },
    }));
    // two processes that make the same document: the other's reason is the same one, or stands there at the next look
    await writeUnlessDuplicate(CourseEnrolmentModel, writes as never);
    count += people.size;
  }
  return count;
}

/** The same for one person, as part of something larger. */
export async function joinOne(
  { _id: courseId, districtId, schoolId }: Place,
  person: { _id: string; givenName: string; familyName: string },
  at: number,
  session: ClientSession,
): Promise<void> {
  const own = { districtId, schoolId, courseId, personId: person._id, name: listName(person) };
  await CourseEnrolmentModel.updateOne(
    { _id: enrolmentId(courseId, person._id) },
    joined(own, byNameAlone, at),
    { upsert: true, session, updatePipeline: true },
  );
}

type Own = Pick<CourseEnrolmentRecord, 'districtId' | 'schoolId' | 'courseId' | 'personId' | 'name'>;

function joined(own: Own, reason: string, at: number) {
  const kept = (field: string, first: unknown) => ({ $ifNull: [`$${field}`, { $literal: first }] });
  return [
    {
      $set: {
        ...Object.fromEntries(Object.entries(own).map(([field, value]) => [field, { $literal: value }])),
        by: { $setUnion: [kept('by', []), [{ $literal: reason }]] },
        // who comes back is told so
        countedFor: { $cond: [{ $eq: ['$active', true] }, '$countedFor', 0] },
        ...{ active: true, endedAt: null },
        ...{ enrolledAt: kept('enrolledAt', at), done: kept('done', {}), scores: kept('scores', {}) },
        ...{ watched: kept('watched', {}), doneCount: kept('doneCount', 0), share: kept('share', 0) },
        ...{ score: kept('score', null), grade: kept('grade', null), seconds: kept('seconds', 0) },
        ...{ lastLessonId: kept('lastLessonId', null), lastAt: kept('lastAt', null) },
        completedAt: kept('completedAt', null),
      },
    },
  ];
}

/** One reason less; without any it is over, and nothing that was done is lost. May be made again. */
export async function leave(
  courseId: string,
  reason: string,
  personIds: readonly string[],
  at: number,
): Promise<void> {
  for (const ids of chunksOf(personIds, batch))
    await keepReasons(courseId, ids, { $setDifference: ['$by', [reason]] }, at);
}

/** @param by an expression: what is left of the reasons */
export async function keepReasons(
  courseId: string,
  personIds: readonly string[],
  by: Record<string, unknown>,
  at: number,
): Promise<void> {
  const learns = { $gt: [{ $size: '$by' }, 0] };
  await CourseEnrolmentModel.updateMany(
    { _id: { $in: personIds.map((personId) => enrolmentId(courseId, personId)) } },
    [
      { $set: { by } },
      {
        $set: { active: learns, endedAt: { $cond: [learns, null, { $ifNull: ['$endedAt', at] }] } },
      },
    ],
    { updatePipeline: true },
  );
}
