import { assignmentReturned, coursePublished, gradingChanged, lessonsOf } from '@quad/shared/learning';
import type { Subscriber } from '../../../platform/module';
import { effect, type Effect } from '../../../platform/outbox/effect';
import { documentOf } from '../../../platform/database/document-of';
import { hinting } from '../../../platform/realtime/stale';
import { districtOf } from '../../schools';
import { courseOf, enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { recordProgress } from '../record-progress';
import { SubmissionModel, type SubmissionRecord } from './submission.model';
import { workOutGrades } from './work-out-grades';

export const assignmentsSubscribers: Subscriber[] = [
  hinting(['submissions', 'grades'], ({ courseId, personId }) => [
    `progress:${String(courseId)}`,
    `learning:${String(personId)}`,
  ]),
  {
    collections: ['course_enrolments'],
    works: true,
    async handle(change) {
      const enrolment = documentOf(change) as CourseEnrolmentRecord | null;
      if (enrolment === null || change.operationType !== 'update') return;
      // a watched video changes no grade, and there are thousands of those
      const names = Object.keys(change.updateDescription.updatedFields ?? {});
      if (!names.some((name) => name === 'scores' || name.startsWith('scores.'))) return;
      await workOutGrades(enrolment.courseId, [enrolment.personId]);
    },
  },
];

/** What follows from grades that were given back, and from weighing them anew. Each comes out the same when it runs twice. */
export const assignmentsEffects: Effect[] = [
  effect(
    assignmentReturned,
    'progress',
    async ({ courseId, lessonId, personIds }, { districtId, platform }) => {
      const course = await courseOf(courseId, platform);
      const modules = course?.live ?? course?.draft ?? [];
      if (!lessonsOf(modules).some(({ id }) => id === lessonId)) return;
      const now = Date.now() + (await districtOf(districtId, platform)).clockOffset;
      const learners = personIds.map((personId) => enrolmentId(courseId, personId));
      const [enrolments, work] = await Promise.all([
        CourseEnrolmentModel.find({ _id: { $in: learners }, districtId }).lean<CourseEnrolmentRecord[]>(),
        SubmissionModel.find(
          { courseId, personId: { $in: [...personIds] }, lessonId, districtId },
          { personId: 1, 'returned.points': 1, 'returned.of': 1, returnedAt: 1 },
        ).lean<SubmissionRecord[]>(),
      ]);
      for (const enrolment of enrolments) {
        const found = work.find(({ personId }) => personId === enrolment.personId);
        const returned = found?.returned;
        if (!returned) continue;
        const score = returned.of > 0 ? { score: returned.points / returned.of } : {};
        await recordProgress(enrolment, modules, { lessonId, done: true, ...score }, found.returnedAt ?? now);
      }
      await workOutGrades(courseId, personIds);
    },
  ),
  effect(gradingChanged, 'grades', async ({ courseId }) => {
    await workOutGrades(courseId);
  }),
  effect(coursePublished, 'grades', async ({ courseId }) => {
    await workOutGrades(courseId);
  }),
];
