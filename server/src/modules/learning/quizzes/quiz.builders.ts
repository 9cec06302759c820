import { emptyBodies, type QuizBody } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import type { ASchool } from '../../schools/schools.builders';
import { LessonContentModel } from '../course.model';
import { aCourse } from '../learning.builders';
import { QuizAttemptModel } from './attempt.model';
import { addDemoQuestions } from './demo-quiz';
import { QuestionModel, type QuestionRecord } from './question.model';
import { itemsFor } from './start-attempt';

export interface AQuiz {
  courseId: string;
  lessonId: string;
  /** of one question a type, in the order of `questionTypes` but for the third and so on; see demo-quiz.ts */
  questionIds: string[];
}

/** A published course of `teacher` whose quiz asks one question of each type. */
export async function aQuiz(
  school: Pick<ASchool, 'districtId' | 'schoolId' | 'pupils' | 'teacher'>,
  rules: Partial<QuizBody> = {},
): Promise<AQuiz> {
  const { districtId, schoolId } = school;
  const { courseId, lessons } = await aCourse(school);
  const at = Date.parse('2026-03-02T08:00:00Z');
  const questionIds = await addDemoQuestions({ courseId, districtId, schoolId }, '0'.repeat(24), at);
  await setQuiz(lessons.quiz, { questionIds, ...rules });
  return { courseId, lessonId: lessons.quiz, questionIds };
}

/** What the quiz of a lesson asks, drafted and live. */
export async function setQuiz(lessonId: string, rules: Partial<QuizBody>): Promise<void> {
  const body = { ...emptyBodies.quiz, ...rules };
  await LessonContentModel.updateOne({ _id: lessonId }, { $set: { draft: body, live: body } });
}

/** An open attempt, of nothing answered yet. @returns its id */
export async function anAttempt(
  owned: { districtId: string; schoolId: string; courseId: string; lessonId: string; personId: string },
  questionIds: readonly string[],
): Promise<string> {
  const bank = await QuestionModel.find({ _id: { $in: [...questionIds] } }).lean<QuestionRecord[]>();
  const _id = newId();
  await QuizAttemptModel.create({
    ...{ ...owned, _id, preview: false, number: 1, state: 'open', endsAt: null, submittedAt: null },
    ...{ startedAt: Date.parse('2026-03-04T09:00:00Z'), byTime: false, passAt: 0.5 },
    items: itemsFor({ ...emptyBodies.quiz, questionIds: [...questionIds] }, bank, 1),
    ...{ answers: {}, sequence: 0, credits: {}, points: 0, of: 0, score: 0, passed: false },
    ...{ recorded: true, regrades: [] },
  });
  return _id;
}
