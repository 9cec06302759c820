import {
  afterLateness,
  hundredths,
  pointsOf,
  rubricPoints,
  type AssignmentBody,
  type GradeSubmission,
  type SubmissionDetail,
} from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { assignmentOf } from './assignment-of';
import { changed, changedMeanwhile } from './own-work';
import { readSubmission } from './read-submission';
import { giveBack } from './return-submissions';
import { SubmissionModel, submissionId, type SubmissionRecord } from './submission.model';

/** Gives points or levels for what was handed in last; the learner sees nothing of it before it is returned. */
export async function gradeSubmission(
  ctx: Context,
  place: { courseId: string; lessonId: string; personId: string },
  { version, points, levels, feedback, giveBack: atOnce }: GradeSubmission,
): Promise<SubmissionDetail> {
  const course = await staffCourse(ctx, place.courseId, 'course:edit');
  const { lessonId, personId } = place;
  const _id = submissionId(lessonId, personId);
  const [{ body }, record] = await Promise.all([
    assignmentOf(course, lessonId, 'live', ctx.platform),
    SubmissionModel.findOne({ _id, districtId: course.districtId }).lean<SubmissionRecord>(),
  ]);
  if (record === null) throw new Failure('not_found', 'Nothing was handed in yet.');
  if (record.state === 'draft')
    throw new Failure('conflict', 'This is not handed in, or was taken back.', { about: { state: 'draft' } });
  if (record.version !== version) throw changedMeanwhile();
  const given = pointsGiven(body, points, levels);
  const of = pointsOf(body);
  const grade = {
    ...{ given, of, levels, feedback, by: ctx.actor.personId, at: ctx.now() },
    points: afterLateness(given, of, body.late, record.lateDays),
  };
  await changed(record, { $set: { grade, state: 'graded' } });
  if (atOnce) await giveBack(ctx, course, lessonId, [personId]);
  return readSubmission(ctx, place);
}

/** @throws Failure invalid_request when they do not fit the assignment */
function pointsGiven(body: AssignmentBody, points: number | null, levels: GradeSubmission['levels']): number {
  if (body.rubric.length > 0) {
    const sum = rubricPoints(body.rubric, levels);
    if (sum === null) throw refusal('levels', 'Choose one level of each criterion.');
    return sum;
  }
  if (points === null || levels.length > 0) throw refusal('points', 'Say how many points this gets.');
  if (points > body.points) throw refusal('points', `There are ${body.points} points at most.`);
  return hundredths(points);
}

function refusal(field: string, message: string): Failure {
  return new Failure('invalid_request', message, { errors: [{ field, message }] });
}
