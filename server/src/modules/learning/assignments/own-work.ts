import {
  isTaken,
  lateDays,
  mostHandIns,
  type MySubmission,
  type SubmissionState,
} from '@quad/shared/learning';
import type { UpdateQuery } from 'mongoose';
import { isDuplicate } from '../../../platform/database/failures';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { openLesson, type Learning } from '../course-access';
import type { CourseEnrolmentRecord } from '../course.model';
import { assignmentOf, type Assignment } from './assignment-of';
import { presentComments, presentGrade, presentHandIn, withAddress } from './present-submission';
import { SubmissionModel, submissionId, type SubmissionRecord } from './submission.model';

/** An assignment that is open to whoever asks, with what they have done so far. */
export interface OwnWork extends Learning, Assignment {
  record: SubmissionRecord | null;
}

/** @throws Failure not_found, lesson_locked */
export async function ownWork(ctx: Context, courseId: string, lessonId: string): Promise<OwnWork> {
  const learning = await openLesson(ctx, courseId, lessonId);
  const { course, enrolment } = learning;
  const [assignment, record] = await Promise.all([
    assignmentOf(course, lessonId, enrolment === null ? 'draft' : 'live', ctx.platform),
    enrolment === null ? null : recordOf(ctx, lessonId),
  ]);
  return { ...learning, ...assignment, record };
}

/** The same of somebody who learns. @throws Failure conflict to staff, who look at a preview */
export async function learnersWork(
  ctx: Context,
  courseId: string,
  lessonId: string,
): Promise<OwnWork & { enrolment: CourseEnrolmentRecord }> {
  const work = await ownWork(ctx, courseId, lessonId);
  const { enrolment } = work;
  if (enrolment === null) throw new Failure('conflict', 'This is a preview. Nothing is handed in.');
  return { ...work, enrolment };
}

function recordOf({ actor }: Context, lessonId: string): Promise<SubmissionRecord | null> {
  const { personId, districtId } = actor;
  return SubmissionModel.findOne({
    _id: submissionId(lessonId, personId),
    districtId,
  }).lean<SubmissionRecord>();
}

/** A submission with nothing in it yet. */
export function blank(
  { districtId, schoolId, courseId, personId, name }: CourseEnrolmentRecord,
  lessonId: string,
  startedAt: number,
): SubmissionRecord {
  return {
    ...{ _id: submissionId(lessonId, personId), districtId, schoolId, courseId, lessonId, personId, name },
    ...{
      state: 'draft',
      startedAt,
      version: 0,
      text: '',
      files: [],
      handIns: [],
      handedInAt: null,
      lateDays: 0,
    },
    ...{ grade: null, returned: null, returnedAt: null, comments: [] },
  };
}

/** Makes sure there is one, so that every change is a change. */
export async function begun(
  work: Pick<OwnWork, 'record'> & { enrolment: CourseEnrolmentRecord },
  lessonId: string,
  now: number,
): Promise<SubmissionRecord> {
  if (work.record !== null) return work.record;
  const record = blank(work.enrolment, lessonId, now);
  try {
    await SubmissionModel.create(record);
    return record;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await SubmissionModel.findById(record._id).lean<SubmissionRecord>()) ?? record;
  }
}

/** @throws Failure conflict where it is handed in, or graded */
export function refuseUnlessDraft({ state }: Pick<SubmissionRecord, 'state'>): void {
  if (state === 'draft') return;
  throw new Failure('conflict', 'This is handed in. Take it back to change it.', { about: { state } });
}

/** One change, made to what was read. @throws Failure conflict when it is not so any more */
export async function changed(
  { _id, districtId, version, state }: SubmissionRecord,
  update: UpdateQuery<SubmissionRecord>,
): Promise<SubmissionRecord> {
  const after = await SubmissionModel.findOneAndUpdate(
    { _id, districtId, version, state },
    { ...update, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<SubmissionRecord>();
  if (after === null) throw changedMeanwhile();
  return after;
}

export function changedMeanwhile(): Failure {
  return new Failure('conflict', 'This work was changed somewhere else. Look at it again.');
}

export async function presentOwn(ctx: Context, work: OwnWork): Promise<MySubmission> {
  const { course, body, timeZone, record, enrolment } = work;
  const now = ctx.now();
  const late = lateDays(now, body.dueAt, timeZone);
  const { state, version, text, files, handIns, returned, comments } = record ?? nothing;
  const again = isTaken(body.late, late) && handIns.length < mostHandIns && enrolment !== null;
  const [grade, said] = await Promise.all([
    returned && presentGrade(returned, ctx),
    presentComments(comments, ctx),
  ]);
  return {
    ...{ state, version, text, timeZone, now, grade, lateDays: late },
    files: files.map((file) => withAddress(course._id, file)),
    handIns: handIns.map((each) => presentHandIn(course._id, each)),
    comments: said,
    mayHandIn: state === 'draft' && again,
    mayTakeBack: mayTakeBack(state, body.dueAt, now, again),
    preview: enrolment === null,
  };
}

const nothing: Pick<
  SubmissionRecord,
  'state' | 'version' | 'text' | 'files' | 'handIns' | 'returned' | 'comments'
> = { state: 'draft', version: 0, text: '', files: [], handIns: [], returned: null, comments: [] };

/** Until it is due or graded; once it was returned as long as it could be handed in again. */
export function mayTakeBack(
  state: SubmissionState,
  dueAt: number | null,
  now: number,
  again: boolean,
): boolean {
  if (state === 'handedIn') return dueAt === null || now <= dueAt;
  return state === 'returned' && again;
}
