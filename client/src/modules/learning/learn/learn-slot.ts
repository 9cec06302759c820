import type { CourseOutline, LessonView } from '@quad/shared/learning';

/** What the page of a lesson hands to the part that shows its kind. */
export interface LearnSlot {
  course: CourseOutline;
  lesson: LessonView;
}
