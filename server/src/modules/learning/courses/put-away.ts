import type { CourseDetail } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { presentCourse } from './present-course';
import { courseToChange, writeCourse } from './write-course';

/** Puts a course away: nobody learns in it, nobody changes it, nothing is lost. Putting away what is away changes nothing. */
export async function archiveCourse(ctx: Context, courseId: string): Promise<CourseDetail> {
  const course = await courseToChange(ctx, courseId);
  if (course.state === 'archived') return presentCourse(ctx, course);
  return presentCourse(ctx, await writeCourse(ctx, course, { state: 'archived' }));
}

/** Takes it out again as it was: before its learners, if it was published. */
export async function restoreCourse(ctx: Context, courseId: string): Promise<CourseDetail> {
  const course = await courseToChange(ctx, courseId);
  if (course.state !== 'archived') return presentCourse(ctx, course);
  const state = course.live === null ? 'draft' : 'published';
  return presentCourse(ctx, await writeCourse(ctx, course, { state }));
}
