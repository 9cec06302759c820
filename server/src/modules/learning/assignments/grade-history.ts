import type { CellStep } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { staffCourse } from '../course-access';
import { GradesModel, gradesId, type GradesRecord } from './grades.model';
import { learnerIn } from './learner-in';

/** Each time a grade was set by hand, the newest first. */
export async function gradeHistory(
  ctx: Context,
  { courseId, personId, lessonId }: { courseId: string; personId: string; lessonId: string },
): Promise<{ steps: CellStep[] }> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const { districtId } = course;
  const [record] = await Promise.all([
    GradesModel.findOne(
      { _id: gradesId(courseId, personId), districtId },
      { history: 1 },
    ).lean<GradesRecord>(),
    learnerIn(course, personId),
  ]);
  const steps = (record?.history ?? []).filter((step) => step.lessonId === lessonId).reverse();
  const names = await namesOf(
    steps.map(({ by }) => by),
    districtId,
    ctx.platform,
  );
  return { steps: steps.map((step) => ({ ...step, by: names[step.by] ?? '' })) };
}
