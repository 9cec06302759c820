import {
  pointsOf,
  type SubmissionFilter,
  type SubmissionList,
  type SubmissionRow,
  type SubmissionState,
} from '@quad/shared/learning';
import { pageOf, pageSize } from '@quad/shared/platform';
import type { QueryFilter } from 'mongoose';
import { byName } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord, type CourseRecord } from '../course.model';
import { assignmentOf } from './assignment-of';
import { learnersMatching } from './learners-matching';
import { SubmissionModel, submissionId, type SubmissionRecord } from './submission.model';

interface Asked {
  q?: string | undefined;
  page?: number | undefined;
  state?: SubmissionFilter | undefined;
}

/** Who has handed in, and who has not: by learners for all and the missing, by submissions for the rest. */
export async function listSubmissions(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  { q, page, state = 'all' }: Asked,
): Promise<SubmissionList> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const { districtId, schoolId, teacherIds: authors } = course;
  const byLearner = state === 'all' || state === 'missing';
  const [{ lesson, body, timeZone }, counts, found] = await Promise.all([
    assignmentOf(course, lessonId, 'live', ctx.platform),
    countsOf(course, lessonId),
    byLearner
      ? learnersPage(course, lessonId, state, { q, page })
      : submissionsPage(course, lessonId, state, { q, page }),
  ]);
  return {
    ...{ ...found, counts, timeZone, courseTitle: course.title, title: lesson.title },
    ...{ of: pointsOf(body), dueAt: body.dueAt },
    mayEdit: ctx.can('course:edit', { districtId, schoolId, authors }),
  };
}

type Page = Pick<SubmissionList, 'rows' | 'page' | 'pages' | 'total'>;

async function learnersPage(
  { _id: courseId, districtId }: CourseRecord,
  lessonId: string,
  state: 'all' | 'missing',
  { q, page: asked }: Asked,
): Promise<Page> {
  const filter = {
    ...{ courseId, active: true, districtId, ...learnersMatching(q) },
    ...(state === 'missing' && { [`done.${lessonId}`]: null }),
  };
  const total = await CourseEnrolmentModel.countDocuments(filter).collation(byName);
  const { page, pages, skip } = pageOf(total, asked);
  const learners = await CourseEnrolmentModel.find(filter, { personId: 1, name: 1 })
    .collation(byName)
    .sort({ name: 1, _id: 1 })
    .skip(skip)
    .limit(pageSize)
    .lean<CourseEnrolmentRecord[]>();
  const ids = learners.map(({ personId }) => submissionId(lessonId, personId));
  const found = await SubmissionModel.find({ _id: { $in: ids }, districtId }, inList).lean<
    SubmissionRecord[]
  >();
  const work = new Map(found.map((record) => [record.personId, record]));
  const rows = learners.map(({ personId, name }) => rowOf({ personId, name }, work.get(personId)));
  return { rows, page, pages, total };
}

async function submissionsPage(
  { districtId }: CourseRecord,
  lessonId: string,
  state: Exclude<SubmissionFilter, 'all' | 'missing'>,
  { q, page: asked }: Asked,
): Promise<Page> {
  const states: SubmissionState[] = state === 'late' ? ['handedIn', 'graded', 'returned'] : [state];
  const filter: QueryFilter<SubmissionRecord> = {
    ...{ lessonId, districtId, state: { $in: states }, ...learnersMatching(q) },
    ...(state === 'late' && { lateDays: { $gt: 0 } }),
  };
  const total = await SubmissionModel.countDocuments(filter).collation(byName);
  const { page, pages, skip } = pageOf(total, asked);
  const found = await SubmissionModel.find(filter, inList)
    .collation(byName)
    .sort({ name: 1, _id: 1 })
    .skip(skip)
    .limit(pageSize)
    .lean<SubmissionRecord[]>();
  return { rows: found.map((record) => rowOf(record, record)), page, pages, total };
}

async function countsOf(
  { _id: courseId, districtId }: CourseRecord,
  lessonId: string,
): Promise<SubmissionList['counts']> {
  const learners = { courseId, active: true, districtId };
  const [all, missing, states] = await Promise.all([
    CourseEnrolmentModel.countDocuments(learners).collation(byName),
    CourseEnrolmentModel.countDocuments({ ...learners, [`done.${lessonId}`]: null }).collation(byName),
    SubmissionModel.aggregate<{ _id: string; count: number; late: number }>([
      { $match: { lessonId, districtId } },
      {
        $group: {
          _id: '$state',
          count: { $sum: 1 },
          late: { $sum: { $cond: [{ $gt: ['$lateDays', 0] }, 1, 0] } },
        },
      },
    ]),
  ]);
  const count = (state: string): number => states.find(({ _id }) => _id === state)?.count ?? 0;
  return {
    ...{ all, missing, handedIn: count('handedIn'), graded: count('graded'), returned: count('returned') },
    late: states.reduce((sum, { late }) => sum + late, 0),
  };
}

/** Texts and files of fifty learners are no part of a list. */
const inList = {
  ...{ personId: 1, name: 1, state: 1, handedInAt: 1, lateDays: 1, 'grade.points': 1, 'comments.id': 1 },
} as const;

function rowOf(
  { personId, name }: { personId: string; name: string },
  record: SubmissionRecord | undefined,
): SubmissionRow {
  return {
    ...{ personId, name, state: record?.state ?? 'missing', handedInAt: record?.handedInAt ?? null },
    ...{ lateDays: record?.lateDays ?? 0, points: record?.grade?.points ?? null },
    comments: record?.comments.length ?? 0,
  };
}
