import type { CoursePlace, CourseThings } from './base';

/** What requests of this part can name. */
export function fileThings(_place: CoursePlace, _course: CourseThings): Promise<Record<never, string>> {
  return Promise.resolve({});
}
