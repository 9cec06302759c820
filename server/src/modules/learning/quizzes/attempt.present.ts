import {
  showQuestion,
  solutionOf,
  type Answer,
  type AttemptResult,
  type AttemptView,
  type Question,
  type QuestionResult,
  type QuizBody,
} from '@quad/shared/learning';
import type { AttemptItem, AttemptRecord } from './attempt.model';

/** What the rule lets a learner see now: points, and the answers. Those who try the draft out see all. */
export function shownBy(
  { feedback, closesAt }: Pick<QuizBody, 'feedback' | 'closesAt'>,
  preview: boolean,
  now: number,
): { points: boolean; answers: boolean; answersAt: number | null } {
  const waits = feedback === 'afterClose' && closesAt !== null && now < closesAt ? closesAt : null;
  const answers =
    feedback === 'answers' || (feedback === 'afterClose' && closesAt !== null && waits === null);
  return preview
    ? { points: true, answers: true, answersAt: null }
    : { points: feedback !== 'never', answers, answersAt: waits };
}

/** An attempt for its owner: keys and feedback only once it is handed in, and as far as the rule goes. @param now the district's clock, ms */
export function presentAttempt(
  attempt: AttemptRecord,
  body: Pick<QuizBody, 'feedback' | 'closesAt'>,
  now: number,
): AttemptView {
  const { _id, courseId, lessonId, number, preview, state, startedAt, endsAt, submittedAt } = attempt;
  const { byTime, sequence, answers, items } = attempt;
  return {
    ...{ attemptId: _id, courseId, lessonId, number, preview, state, now, startedAt, endsAt, submittedAt },
    ...{ byTime, sequence, answers, questions: items.map(shownItem) },
    result: state === 'open' ? null : resultOf(attempt, shownBy(body, preview, now)),
  };
}

export function shownItem({ questionId, question, places }: AttemptItem) {
  return showQuestion(questionId, question, places);
}

function resultOf(
  { items, answers, credits, points, of, score, passed, passAt }: AttemptRecord,
  shown: ReturnType<typeof shownBy>,
): AttemptResult {
  return {
    ...(shown.points ? { score, points, of, passed } : { score: null, points: null, of: null, passed: null }),
    ...{ passAt, answersAt: shown.answersAt },
    questions: shown.answers
      ? items.map((item) => itemResult(item, answers[item.questionId], credits[item.questionId] ?? 0))
      : [],
  };
}

function itemResult(
  { questionId, question }: AttemptItem,
  answer: Answer | undefined,
  credit: number,
): QuestionResult {
  const words = [...optionWords(question, answer), credit === 1 ? question.whenRight : question.whenWrong];
  return {
    ...{ questionId, credit, solution: solutionOf(question) },
    words: words.filter((each) => each !== ''),
  };
}

/** What the options that were chosen have to say. */
function optionWords(question: Question, answer: Answer | undefined): string[] {
  if (question.type !== 'single' && question.type !== 'multiple') return [];
  const chosen =
    answer?.type === 'single' ? [answer.optionId] : answer?.type === 'multiple' ? answer.optionIds : [];
  return question.options.filter(({ id }) => chosen.includes(id)).map(({ feedback }) => feedback);
}
