import type { KeyRing } from '../../platform/config/key-ring';
import { aCourse } from '../../modules/learning/learning.builders';

/** Whose the course of a thing is: made by its teacher, learned by the pupils of the class. */
export interface CoursePlace {
  districtId: string;
  schoolId: string;
  classId: string;
  pupilId: string;
  /** every pupil of the class */
  pupilIds: string[];
  teacherId: string;
  /** the sign-in name of the teacher */
  teacherLogin: string;
  /** of the server that is asked */
  keys: KeyRing;
}

export interface CourseThings {
  courseId: string;
  moduleId: string;
  videoLessonId: string;
  textLessonId: string;
  linkLessonId: string;
  quizLessonId: string;
  assignmentLessonId: string;
}

/** A published course with a lesson of each kind. */
export async function courseThings(place: CoursePlace): Promise<CourseThings> {
  const { districtId, schoolId, pupilIds: pupils, teacherLogin: teacher } = place;
  const { courseId, moduleId, lessons } = await aCourse({ districtId, schoolId, pupils, teacher });
  return {
    ...{ courseId, moduleId, videoLessonId: lessons.video, textLessonId: lessons.text },
    ...{ linkLessonId: lessons.link, quizLessonId: lessons.quiz, assignmentLessonId: lessons.assignment },
  };
}
