import { ViewingModel, type ViewingRecord } from './viewing.model';

/** Believed seconds of video a person has in these courses, by lesson; what was watched of a video that was replaced since, too. */
export async function secondsByLesson(
  districtId: string,
  personId: string,
  courseIds: readonly string[],
): Promise<{ courseId: string; lessonId: string; seconds: number }[]> {
  const found = await ViewingModel.find(
    { personId, courseId: { $in: courseIds }, districtId },
    { courseId: 1, lessonId: 1, seconds: 1, earlier: 1 },
  )
    .limit(10_000)
    .lean<ViewingRecord[]>();
  return found.map(({ courseId, lessonId, seconds, earlier }) => ({
    courseId,
    lessonId,
    seconds: seconds + earlier,
  }));
}
