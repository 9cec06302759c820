import { gradingChanged, gradingOf, lessonsOf, type Grading } from '@quad/shared/learning';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { say } from '../../../platform/outbox/say';
import { staffCourse } from '../course-access';
import { CourseModel, type CourseRecord } from '../course.model';

/** Weighs the grades of a course anew; the totals follow from the event. */
export async function setGrading(ctx: Context, courseId: string, asked: Grading): Promise<Grading> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  refuseUnfit(course, asked);
  const grading = { ...asked, version: asked.version + 1 };
  const { version } = asked;
  await inTransaction(async (session) => {
    const { matchedCount } = await CourseModel.updateOne(
      { _id: courseId, 'grading.version': version === 0 ? { $in: [0, null] } : version },
      { $set: { grading } },
      { session },
    );
    if (matchedCount === 0)
      throw new Failure('conflict', 'Somebody else has weighed these grades anew. Look at them again.', {
        about: { version: String(gradingOf(course.grading).version) },
      });
    const payload = { courseId, version: grading.version };
    await say(gradingChanged, `${courseId}:${grading.version}`, course, payload, session);
  });
  return grading;
}

function refuseUnfit({ live, draft }: CourseRecord, { categories, lessons }: Grading): void {
  const ids = categories.map(({ id }) => id);
  const known = new Set([...lessonsOf(draft), ...lessonsOf(live ?? [])].map(({ id }) => id));
  const named = lessons.map(({ lessonId }) => lessonId);
  const errors = [
    ...(new Set(ids).size < ids.length
      ? [{ field: 'categories', message: 'Two categories have the same id.' }]
      : []),
    ...(new Set(named).size < named.length
      ? [{ field: 'lessons', message: 'A lesson can stand in one category only.' }]
      : []),
    ...lessons.flatMap(({ lessonId, categoryId }, i) =>
      known.has(lessonId) && ids.includes(categoryId)
        ? []
        : [{ field: `lessons.${i}`, message: 'This lesson or this category is not of the course.' }],
    ),
  ];
  if (errors.length > 0) throw new Failure('invalid_request', errors[0]?.message, { errors });
}
