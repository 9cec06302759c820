import type { CourseFile } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { openCourse } from '../courses/write-course';
import { keepFile, type GivenFile } from './keep-file';

/** Adds a picture or a file to use in lessons of the course. @throws Failure not_found, not_allowed, conflict, no_room */
export async function addFile(ctx: Context, courseId: string, file: GivenFile): Promise<CourseFile> {
  return keepFile(ctx, await openCourse(ctx, courseId), { kind: 'course' }, file);
}
