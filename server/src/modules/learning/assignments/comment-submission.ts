import { mostComments, type MySubmission, type SubmissionDetail } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { begun, learnersWork, presentOwn } from './own-work';
import { learnerIn } from './learner-in';
import { readSubmission } from './read-submission';
import { SubmissionModel, submissionId, type SubmissionRecord } from './submission.model';

interface Place {
  courseId: string;
  lessonId: string;
}

/** A learner writes to their teachers. */
export async function commentOwn(
  ctx: Context,
  { courseId, lessonId }: Place,
  text: string,
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const before = await begun(work, lessonId, ctx.now());
  const record = await say(ctx, before, { staff: false, text });
  return presentOwn(ctx, { ...work, record });
}

/** A teacher writes to a learner, who sees it at once. */
export async function commentSubmission(
  ctx: Context,
  place: Place & { personId: string },
  text: string,
): Promise<SubmissionDetail> {
  const course = await staffCourse(ctx, place.courseId, 'course:edit');
  const enrolment = await learnerIn(course, place.personId);
  const { districtId } = course;
  const _id = submissionId(place.lessonId, place.personId);
  const record = await SubmissionModel.findOne({ _id, districtId }).lean<SubmissionRecord>();
  // the lesson is looked at first: no submission is begun for one that is not there
  if (record === null) await readSubmission(ctx, place);
  await say(ctx, await begun({ record, enrolment }, place.lessonId, ctx.now()), { staff: true, text });
  return readSubmission(ctx, place);
}

async function say(
  ctx: Context,
  { _id, districtId }: SubmissionRecord,
  { staff, text }: { staff: boolean; text: string },
): Promise<SubmissionRecord> {
  const comment = { id: newId(), by: ctx.actor.personId, staff, at: ctx.now(), text };
  const full = { [`comments.${mostComments - 1}`]: { $exists: false } };
  const after = await SubmissionModel.findOneAndUpdate(
    { _id, districtId, ...full },
    { $push: { comments: comment } },
    { returnDocument: 'after' },
  ).lean<SubmissionRecord>();
  if (after === null)
    throw new Failure('conflict', `There are ${mostComments} comments here, and no room for more.`);
  return after;
}
