import { learningNews } from '@quad/shared/learning';
import type { Job } from '../../../platform/jobs/jobs';
import { wasSaidAfter } from '../../../platform/outbox/say';
import { dangerouslyAllDistricts } from '../../schools';
import {
  CourseEnrolmentModel,
  CourseModel,
  LessonContentModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
  type LessonContentRecord,
} from '../course.model';
import { titleIn } from './learning-news';
import { tellLater } from './tell';

const soonMs = 24 * 3_600_000;
const mostLessons = 500;
const mostLearners = 5_000;

/** Reminds whoever has not handed in what is due within a day, once for each day it was due on. */
export const dueSoonJob: Job = {
  name: 'assignments due soon',
  every: '10 minutes',
  async run(platform) {
    for (const { id, clockOffset } of await dangerouslyAllDistricts(platform))
      await remind(id, Date.now() + clockOffset);
  },
};

/** @param now the district's clock, ms */
export async function remind(districtId: string, now: number): Promise<void> {
  const due = await LessonContentModel.find(
    { districtId, 'live.dueAt': { $gt: now, $lte: now + soonMs } },
    { courseId: 1, 'live.kind': 1, 'live.dueAt': 1 },
  )
    .limit(mostLessons)
    .lean<LessonContentRecord[]>();
  for (const { _id: lessonId, courseId, live } of due) {
    if (live?.kind !== 'assignment') continue;
    const key = `${lessonId}:${live.dueAt ?? 0}`;
    if (await wasSaidAfter(learningNews, { keyBegins: `assignmentDue:${key}:`, at: new Date(0) })) continue;
    await remindOf(key, { courseId, lessonId, districtId });
  }
}

async function remindOf(
  key: string,
  { courseId, lessonId, districtId }: { courseId: string; lessonId: string; districtId: string },
): Promise<void> {
  const course = await CourseModel.findOne({
    ...{ _id: courseId, districtId, state: 'published' },
  }).lean<CourseRecord>();
  const lesson = course === null ? '' : titleIn(course, lessonId);
  // a lesson that was taken out of the course is due for nobody
  if (course === null || lesson === '') return;
  const learners = await CourseEnrolmentModel.find(
    { courseId, districtId, active: true, [`done.${lessonId}`]: { $exists: false } },
    { personId: 1 },
  )
    .limit(mostLearners)
    .lean<CourseEnrolmentRecord[]>();
  const to = learners.map(({ personId }) => personId);
  await tellLater({
    key,
    kind: 'assignmentDue',
    course,
    to,
    lesson,
    link: `/learning/${courseId}/${lessonId}`,
  });
}
