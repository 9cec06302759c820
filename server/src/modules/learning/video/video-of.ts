import type { Lesson } from '@quad/shared/learning';
import type { Platform } from '../../../platform/platform';
import type { Learning } from '../course-access';
import { LessonContentModel, type CourseRecord, type LessonContentRecord } from '../course.model';
import { VideoModel, type VideoRecord } from './video.model';

export const videoTag = (videoId: string): string => `video:${videoId}`;
const shownTag = (lessonId: string): string => `lesson video:${lessonId}`;

/** A video as of the last change; null for one that was removed. Not scoped: whoever calls it has asked who may. */
export async function videoOf(videoId: string, { cache }: Platform): Promise<VideoRecord | null> {
  const video = await cache.read(`video:${videoId}`, [videoTag(videoId)], () =>
    VideoModel.findById(videoId).lean<VideoRecord>(),
  );
  return video === null || video.removedAt !== null ? null : video;
}

/** The video a lesson shows to whoever asks: the draft's to those who make the course, else the one that is live. */
export async function lessonVideo(
  { course, enrolment, lesson }: Learning & { lesson: Lesson },
  platform: Platform,
): Promise<VideoRecord | null> {
  const shown = await shownBy(lesson.id, platform);
  const videoId = enrolment === null ? shown.draft : shown.live;
  const video = videoId === null ? null : await videoOf(videoId, platform);
  return video?.schoolId === course.schoolId ? video : null;
}

/** Whether a lesson of the course may name this video: one of its own, or one that came along when it was copied. */
export async function mayShow(
  { _id: courseId, schoolId }: Pick<CourseRecord, '_id' | 'schoolId'>,
  videoId: string,
): Promise<boolean> {
  const video = await VideoModel.findOne(
    { _id: videoId, schoolId, removedAt: null },
    { courseId: 1 },
  ).lean<VideoRecord>();
  return video !== null && (video.courseId === courseId || (await isShown(videoId, courseId)));
}

/** In a draft or live. */
export async function isShown(videoId: string, courseId: string): Promise<boolean> {
  const shown = { $or: [{ 'draft.videoId': videoId }, { 'live.videoId': videoId }] };
  return (await LessonContentModel.exists({ courseId, ...shown })) !== null;
}

/** Tags to forget when what stands in a lesson has changed. */
export const shownTags = (lessonId: string): string[] => [shownTag(lessonId)];

function shownBy(
  lessonId: string,
  { cache }: Platform,
): Promise<{ draft: string | null; live: string | null }> {
  return cache.read(`lesson video:${lessonId}`, [shownTag(lessonId)], async () => {
    const content = await LessonContentModel.findById(lessonId, {
      'draft.kind': 1,
      'draft.videoId': 1,
      'live.kind': 1,
      'live.videoId': 1,
    }).lean<LessonContentRecord>();
    const of = (body: LessonContentRecord['live'] | undefined): string | null =>
      body?.kind === 'video' ? body.videoId : null;
    return { draft: of(content?.draft), live: of(content?.live) };
  });
}
