import {
  assignmentReturned,
  courseGiven,
  lessonsOf,
  videoFailed,
  videoReady,
  type learningNewsKinds,
} from '@quad/shared/learning';
import { effect, type Delivery } from '../../../platform/outbox/effect';
import { CourseModel, type CourseRecord } from '../course.model';
import { VideoModel, type VideoRecord } from '../video/video.model';
import { tellLater } from './tell';

/** What becomes news of what the other parts say. */
export const newsEffects = [
  effect(courseGiven, 'tell the learners', async ({ courseId, personIds: to }, delivery) => {
    const course = await courseFor(courseId, delivery);
    if (course === null) return;
    await tellLater({ key: delivery.key, kind: 'courseGiven', course, to, link: `/learning/${courseId}` });
  }),
  effect(assignmentReturned, 'tell the learners', async ({ courseId, lessonId, personIds: to }, delivery) => {
    const course = await courseFor(courseId, delivery);
    if (course === null) return;
    const lesson = titleIn(course, lessonId);
    const link = `/learning/${courseId}/${lessonId}`;
    await tellLater({ key: delivery.key, kind: 'assignmentReturned', course, to, lesson, link });
  }),
  effect(videoReady, 'tell whoever added it', (video, delivery) =>
    tellOfVideo('videoReady', video, delivery),
  ),
  effect(videoFailed, 'tell whoever added it', (video, delivery) =>
    tellOfVideo('videoFailed', video, delivery),
  ),
];

/** What a lesson is called for those who learn. */
export function titleIn({ live }: Pick<CourseRecord, 'live'>, lessonId: string): string {
  return lessonsOf(live ?? []).find(({ id }) => id === lessonId)?.title ?? '';
}

function courseFor(courseId: string, { districtId }: Delivery): Promise<CourseRecord | null> {
  return CourseModel.findOne({ _id: courseId, districtId }).lean<CourseRecord>();
}

async function tellOfVideo(
  kind: Extract<(typeof learningNewsKinds)[number], `video${string}`>,
  { videoId, courseId, by }: { videoId: string; courseId: string; by: string },
  delivery: Delivery,
): Promise<void> {
  const { districtId, key } = delivery;
  const [course, video] = await Promise.all([
    courseFor(courseId, delivery),
    VideoModel.findOne({ _id: videoId, districtId }, { name: 1 }).lean<Pick<VideoRecord, 'name'>>(),
  ]);
  if (course === null || video === null) return;
  const link = `/courses/${courseId}/videos`;
  await tellLater({ key, kind, course, to: [by], lesson: video.name, link });
}
