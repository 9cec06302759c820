import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { answer, question, questionTypes, shownQuestion, tag, type Answer } from './question.dto';
import { share } from './structure';

/** What learners get to see of a result: that they handed in, their points, the answers at once, or the answers when the quiz has closed. */
export const feedbackRules = ['never', 'score', 'answers', 'afterClose'] as const;

/** However a quiz is made up, it asks no more than this; the rest is left out. */
export const mostQuestions = 100;

/** The settings of a quiz. Its questions come from the course's bank. */
export const quizBody = z.strictObject({
  kind: z.literal('quiz'),
  html: z.string().max(200_000),
  /** these questions, then so many drawn from those with a tag */
  questionIds: z.array(id).max(mostQuestions),
  draw: z.array(z.strictObject({ tag, count: z.int().min(1).max(50) })).max(10),
  shuffle: z.boolean(),
  /** null: as long as one likes */
  minutes: z.int().min(1).max(600).nullable(),
  /** 0: as often as one likes */
  attempts: z.int().min(0).max(50),
  passAt: share,
  feedback: z.enum(feedbackRules),
  /** nobody begins or goes on after it, ms by the district's clock */
  closesAt: instant.nullable(),
});
export type QuizBody = z.infer<typeof quizBody>;

/** What is under way when time is over may still arrive so much later, ms. */
export const graceMs = 5_000;

export const attemptStates = ['open', 'submitted'] as const;

const points = { score: share.nullable(), points: z.number().nullable(), of: z.number().nullable() };

/** A quiz before, between and after attempts; points are null where the rule keeps them back. */
export const quizState = z.object({
  courseId: id,
  lessonId: id,
  /** whoever makes the course tries it out: nothing counts */
  preview: z.boolean(),
  now: instant,
  /** how many questions an attempt asks */
  questions: z.int(),
  minutes: z.int().nullable(),
  /** 0: as often as one likes */
  attempts: z.int(),
  /** null: as often as one likes */
  attemptsLeft: z.int().nullable(),
  passAt: share,
  feedback: z.enum(feedbackRules),
  closesAt: instant.nullable(),
  openId: id.nullable(),
  best: share.nullable(),
  /** handed in, the newest first, fifty at most */
  past: z.array(
    z.object({
      attemptId: id,
      number: z.int(),
      submittedAt: instant,
      score: share.nullable(),
      passed: z.boolean().nullable(),
    }),
  ),
});
export type QuizState = z.infer<typeof quizState>;

/** By question. */
export type Answers = Record<string, Answer>;

/** On their way they are a list: it has an end that can be seen. */
const answerList = z
  .array(z.strictObject({ questionId: id, answer }))
  .max(mostQuestions)
  .transform((list): Answers => Object.fromEntries(list.map((each) => [each.questionId, each.answer])));

export function listOf(answers: Answers): z.input<typeof answerList> {
  return Object.entries(answers).map(([questionId, each]) => ({ questionId, answer: each }));
}

export const answersSave = z.strictObject({
  /** one more than the one that was last read or saved; an older tab is a conflict */
  sequence: z.int().min(1),
  /** all of them, not only what changed */
  answers: answerList,
});
export type AnswersSave = z.output<typeof answersSave>;

/** How one question went. */
export const questionResult = z.object({
  questionId: id,
  credit: share,
  /** an answer that gets all points */
  solution: answer,
  /** what the question and the chosen options have to say */
  words: z.array(z.string()),
});
export type QuestionResult = z.infer<typeof questionResult>;

export const attemptResult = z.object({
  ...points,
  passed: z.boolean().nullable(),
  passAt: share,
  /** when answers will be shown; null: at once or never */
  answersAt: instant.nullable(),
  /** empty where the rule keeps them back */
  questions: z.array(questionResult),
});
export type AttemptResult = z.infer<typeof attemptResult>;

/** An attempt of one's own. */
export const attemptView = z.object({
  attemptId: id,
  courseId: id,
  lessonId: id,
  number: z.int(),
  preview: z.boolean(),
  state: z.enum(attemptStates),
  now: instant,
  startedAt: instant,
  /** null: no limit */
  endsAt: instant.nullable(),
  submittedAt: instant.nullable(),
  /** handed in by Quad when time was over */
  byTime: z.boolean(),
  sequence: z.int(),
  answers: z.record(id, answer),
  questions: z.array(shownQuestion),
  result: attemptResult.nullable(),
});
export type AttemptView = z.infer<typeof attemptView>;

export const answersSaved = z.object({ sequence: z.int(), savedAt: instant, now: instant });

export const attemptSorts = ['-startedAt', 'startedAt', '-score', 'score'] as const;

/** Somebody's attempt in the list of those who make the course. */
export const attemptRow = z.object({
  attemptId: id,
  personId: id,
  name: z.string(),
  number: z.int(),
  state: z.enum(attemptStates),
  startedAt: instant,
  endsAt: instant.nullable(),
  submittedAt: instant.nullable(),
  byTime: z.boolean(),
  ...points,
  passed: z.boolean().nullable(),
});
export type AttemptRow = z.infer<typeof attemptRow>;
export const attemptList = paged(attemptRow).extend({ now: instant });

/** An attempt as those see it who make the course: with every answer, key and point, and what a corrected key changed. */
export const attemptDetail = attemptRow.extend({
  courseId: id,
  lessonId: id,
  questions: z.array(
    z.object({
      shown: shownQuestion,
      question,
      answer: answer.nullable(),
      /** null until it is handed in */
      credit: share.nullable(),
    }),
  ),
  regrades: z.array(z.object({ questionId: id, at: instant, by: z.string(), before: share, after: share })),
});
export type AttemptDetail = z.infer<typeof attemptDetail>;

/** How the questions of a quiz did, over the newest two thousand attempts that were handed in. */
export const itemStatistics = z.object({
  attempts: z.int(),
  rows: z.array(
    z.object({
      questionId: id,
      type: z.enum(questionTypes),
      words: z.string(),
      /** how often it was asked */
      asked: z.int(),
      right: share,
      credit: share,
      /** −1 to 1: how far doing well here goes with doing well elsewhere; null where too few were asked to say */
      discrimination: z.number().nullable(),
    }),
  ),
});
export type ItemStatistics = z.infer<typeof itemStatistics>;
