import type { LessonBody } from '@quad/shared/learning';
import { Failure } from '../../../platform/http/failure';
import type { Platform } from '../../../platform/platform';
import { courseTag } from '../course-access';
import { LessonContentModel, type CourseRecord, type LessonContentRecord } from '../course.model';

/** What learners see in a lesson, or null where it was never published. Whoever calls has asked whether the lesson is open. */
export function liveBodyOf(
  courseId: string,
  lessonId: string,
  { cache }: Platform,
): Promise<LessonBody | null> {
  return cache.read(`lesson body:${lessonId}`, [courseTag(courseId)], async () => {
    const found = await LessonContentModel.findOne({ _id: lessonId, courseId }, { live: 1 })
      .hint({ _id: 1 })
      .lean<Pick<LessonContentRecord, 'live'>>();
    return found?.live ?? null;
  });
}

/** A lesson as it is being written, also one that was taken out and may be put back. @throws Failure not_found */
export async function contentOf(
  { _id: courseId, districtId }: Pick<CourseRecord, '_id' | 'districtId'>,
  lessonId: string,
): Promise<LessonContentRecord> {
  const content = await LessonContentModel.findOne({ _id: lessonId, courseId, districtId })
    .hint({ _id: 1 })
    .lean<LessonContentRecord>();
  if (content === null) throw new Failure('not_found');
  return content;
}

/** Quizzes of the course that keep their scores to themselves, by lesson: since when they don't, or null for never. */
export function silentQuizzes(courseId: string, { cache }: Platform): Promise<Record<string, number | null>> {
  return cache.read(`silent quizzes:${courseId}`, [courseTag(courseId)], async () => {
    const contents = await LessonContentModel.find(
      { courseId, 'live.kind': 'quiz', 'live.feedback': { $in: ['never', 'afterClose'] } },
      { 'live.kind': 1, 'live.feedback': 1, 'live.closesAt': 1 },
    )
      .limit(1_000)
      .lean<Pick<LessonContentRecord, '_id' | 'live'>[]>();
    return Object.fromEntries(
      contents.flatMap(({ _id, live }) =>
        live?.kind === 'quiz' ? [[_id, live.feedback === 'never' ? null : live.closesAt]] : [],
      ),
    );
  });
}
