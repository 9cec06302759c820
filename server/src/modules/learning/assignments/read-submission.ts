import { pointsOf, type SubmissionDetail } from '@quad/shared/learning';
import { byName } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { assignmentOf } from './assignment-of';
import { learnerIn } from './learner-in';
import { presentComments, presentGrade, presentHandIn } from './present-submission';
import { SubmissionModel, submissionId, type SubmissionRecord } from './submission.model';

/** One learner's work as a teacher grades it, and whose is next. */
export async function readSubmission(
  ctx: Context,
  { courseId, lessonId, personId }: { courseId: string; lessonId: string; personId: string },
): Promise<SubmissionDetail> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const { districtId, schoolId, teacherIds: authors } = course;
  const [{ lesson, body, timeZone }, enrolment, record] = await Promise.all([
    assignmentOf(course, lessonId, 'live', ctx.platform),
    learnerIn(course, personId),
    SubmissionModel.findOne({
      _id: submissionId(lessonId, personId),
      districtId,
    }).lean<SubmissionRecord>(),
  ]);
  const { name } = enrolment;
  const [grade, comments, next, waiting] = await Promise.all([
    record?.grade ? presentGrade(record.grade, ctx) : null,
    presentComments(record?.comments ?? [], ctx),
    nextWaiting(districtId, lessonId, { name, personId }),
    SubmissionModel.countDocuments({ lessonId, districtId, state: 'handedIn' }).collation(byName),
  ]);
  return {
    ...{ personId, name, grade, comments, assignment: body, title: lesson.title, timeZone },
    state: record?.state ?? 'missing',
    version: record?.version ?? 0,
    handIns: (record?.handIns ?? []).map((each) => presentHandIn(courseId, each)),
    returnedAt: record?.returnedAt ?? null,
    of: pointsOf(body),
    nextId: next,
    waiting,
    mayEdit: ctx.can('course:edit', { districtId, schoolId, authors }),
  };
}

/** The next by name whose work waits, from the first on again after the last. */
async function nextWaiting(
  districtId: string,
  lessonId: string,
  { name, personId }: { name: string; personId: string },
): Promise<string | null> {
  const waiting = { lessonId, districtId, state: 'handedIn', personId: { $ne: personId } } as const;
  const first = (filter: object) =>
    SubmissionModel.findOne({ ...waiting, ...filter }, { personId: 1 })
      .collation(byName)
      .sort({ name: 1, _id: 1 })
      .lean<SubmissionRecord>();
  const found = (await first({ name: { $gte: name } })) ?? (await first({}));
  return found?.personId ?? null;
}
