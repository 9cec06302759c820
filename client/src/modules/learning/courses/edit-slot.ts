import type { CourseDetail, LessonBody } from '@quad/shared/learning';

/** What the editor of a lesson hands to the part that edits its kind; whatever it changes is saved by the editor. */
export interface EditSlot<B extends LessonBody = LessonBody> {
  course: CourseDetail;
  lessonId: string;
  body: B;
  change: (body: B) => void;
  readOnly: boolean;
}
