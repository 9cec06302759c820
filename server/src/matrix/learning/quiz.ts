import { addDemoQuestions } from '../../modules/learning/quizzes/demo-quiz';
import { anAttempt, setQuiz } from '../../modules/learning/quizzes/quiz.builders';
import type { CoursePlace, CourseThings } from './base';

/** What requests of this part can name: a question, and an open attempt of the pupil. */
export async function quizThings(
  { districtId, schoolId, pupilId, teacherId }: CoursePlace,
  { courseId, quizLessonId: lessonId }: CourseThings,
): Promise<{ questionId: string; attemptId: string }> {
  const course = { courseId, districtId, schoolId };
  const questionIds = await addDemoQuestions(course, teacherId, Date.parse('2026-03-02T08:00:00Z'));
  await setQuiz(lessonId, { questionIds });
  const attemptId = await anAttempt({ ...course, lessonId, personId: pupilId }, questionIds);
  return { questionId: questionIds[0] ?? '', attemptId };
}
