import { quizContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { keptIn } from '../../../platform/retention/kept';
import { addQuestion } from './add-question';
import { QuizAttemptModel } from './attempt.model';
import { changeQuestion, setArchived } from './change-question';
import { overdueAttemptsJob } from './finish-attempt';
import { itemStatistics } from './item-statistics';
import { attemptDetail, listAttempts } from './list-attempts';
import { listQuestions } from './list-questions';
import { QuestionModel } from './question.model';
import { questionOf } from './question-of';
import { presentQuestion } from './questions.present';
import { quizState } from './quiz-state';
import { quizSubscribers } from './quizzes.live';
import { quizzesPersonal } from './quizzes.personal';
import { readAttempt } from './read-attempt';
import { regradeQuestion } from './regrade-question';
import { saveAnswers, submitAttempt } from './save-answers';
import { startAttempt } from './start-attempt';

const quizRoutes = routes(quizContract, {
  questions: (ctx, { params, query }) => listQuestions(ctx, params.courseId, query),
  question: async (ctx, { params: { courseId, questionId } }) =>
    presentQuestion(ctx, await questionOf(ctx, courseId, questionId, 'course:read')),
  addQuestion: (ctx, { params, body }) => addQuestion(ctx, params.courseId, body),
  changeQuestion: (ctx, { params, body }) => changeQuestion(ctx, params.courseId, params.questionId, body),
  archiveQuestion: (ctx, { params }) => setArchived(ctx, params.courseId, params.questionId, true),
  restoreQuestion: (ctx, { params }) => setArchived(ctx, params.courseId, params.questionId, false),
  regradeQuestion: (ctx, { params, body }) =>
    regradeQuestion(ctx, params.courseId, params.questionId, body.version),
  quizAttempts: (ctx, { params, query }) => listAttempts(ctx, params.courseId, params.lessonId, query),
  quizAttempt: (ctx, { params }) => attemptDetail(ctx, params),
  itemStatistics: (ctx, { params }) => itemStatistics(ctx, params.courseId, params.lessonId),
  quizState: (ctx, { params }) => quizState(ctx, params.courseId, params.lessonId),
  startAttempt: (ctx, { params }) => startAttempt(ctx, params.courseId, params.lessonId),
  attempt: (ctx, { params }) => readAttempt(ctx, params),
  saveAnswers: (ctx, { params, body }) => saveAnswers(ctx, params, body),
  submitAttempt: (ctx, { params, body }) => submitAttempt(ctx, params, body),
});

/** Questions of a course, and attempts at its quizzes. */
export const quizzesPart: Part = {
  routes: quizRoutes,
  models: [QuestionModel, QuizAttemptModel],
  subscribers: quizSubscribers,
  jobs: [overdueAttemptsJob],
  personal: quizzesPersonal,
  kept: [
    keptIn('quizAttempts', QuizAttemptModel, ({ schoolId, instant }) => ({
      ...{ schoolId, startedAt: { $lt: instant } },
    })),
  ],
};
