import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import type { CourseRecord } from '../course.model';
import { isShown } from './video-of';
import { VideoModel, type VideoRecord } from './video.model';

/** A video of the course, to be changed. @throws Failure not_found */
export async function ownVideo(
  ctx: Context,
  { courseId, videoId }: { courseId: string; videoId: string },
): Promise<{ course: CourseRecord; video: VideoRecord }> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  const video = await VideoModel.findOne({ _id: videoId, courseId, removedAt: null }).lean<VideoRecord>();
  if (video === null) throw new Failure('not_found');
  return { course, video };
}

/** A video of the course, or one that a lesson of it shows since the course was copied, to be looked at. @throws Failure not_found */
export async function courseVideo(
  ctx: Context,
  { courseId, videoId }: { courseId: string; videoId: string },
): Promise<VideoRecord> {
  const { schoolId } = await staffCourse(ctx, courseId, 'course:read');
  const video = await VideoModel.findOne({ _id: videoId, schoolId, removedAt: null }).lean<VideoRecord>();
  if (video === null) throw new Failure('not_found');
  if (video.courseId !== courseId && !(await isShown(videoId, courseId))) throw new Failure('not_found');
  return video;
}
