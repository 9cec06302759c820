import { lessonsOf, type AssignmentBody, type Lesson } from '@quad/shared/learning';
import { Failure } from '../../../platform/http/failure';
import type { Platform } from '../../../platform/platform';
import { loadTimetable } from '../../schools';
import { LessonContentModel, type CourseRecord, type LessonContentRecord } from '../course.model';

export interface Assignment {
  lesson: Lesson;
  body: AssignmentBody;
  timeZone: string;
}

/**
 * An assignment of the course as it stands in what learners see, or in the draft.
 * @throws Failure not_found for a lesson of another kind or course
 */
export async function assignmentOf(
  course: CourseRecord,
  lessonId: string,
  as: 'live' | 'draft',
  platform: Platform,
): Promise<Assignment> {
  const modules = as === 'live' ? (course.live ?? course.draft) : course.draft;
  const lesson = lessonsOf(modules).find(({ id }) => id === lessonId);
  if (lesson?.kind !== 'assignment') throw new Failure('not_found');
  const [content, timeZone] = await Promise.all([
    LessonContentModel.findOne({ _id: lessonId, courseId: course._id }).lean<LessonContentRecord>(),
    zoneOf(course, platform),
  ]);
  const body = as === 'live' ? (content?.live ?? content?.draft) : content?.draft;
  if (body?.kind !== 'assignment') throw new Failure('not_found');
  return { lesson, body, timeZone };
}

export async function zoneOf({ schoolId }: CourseRecord, platform: Platform): Promise<string> {
  return (await loadTimetable(schoolId, platform))?.school.timeZone ?? 'UTC';
}
