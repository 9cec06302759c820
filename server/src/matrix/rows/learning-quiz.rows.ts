import type { quizContract } from '@quad/shared/learning';
import { asked, courseMakers, courseStaff, everyone, learners, self } from '../grants';
import type { Ask, Row, RowsOf } from '../row';
import type { Thing } from '../world';

const quiz = ({ quizLessonId }: Thing): Ask => ({ params: { lessonId: quizLessonId } });
const reading = { about: 'class', may: courseStaff } satisfies Row;
const writing = { about: 'class', may: courseMakers, again: ['questions'] } satisfies Row;
/** Whoever learns in the course; those who make it, as a preview of their own. */
const trying = {
  ...{ about: 'class', refused: 404, again: ['quiz_attempts'] },
  may: { ...asked(everyone), ...courseStaff, ...learners },
  ask: quiz,
} satisfies Row;
/** Whose attempt it is, and nobody else: those who make the course read it by a route of their own. */
const answering = {
  ...{ about: 'pupil', refused: 404, again: ['quiz_attempts', 'course_enrolments'] },
  may: { ...asked(everyone), ...self },
} satisfies Row;
const question = {
  ...{ type: 'trueFalse', prompt: '<p>Is it?</p>', points: 1, tags: [], right: true },
  ...{ whenRight: '', whenWrong: '' },
};
const option = (id: string, text: string) => ({ id, text, feedback: '' });
const single = {
  ...{ ...question, type: 'single', right: undefined, rightId: 'a'.repeat(24) },
  options: [option('a'.repeat(24), 'Yes'), option('b'.repeat(24), 'No')],
};
const answers = (thing: Thing): Ask => ({ ...quiz(thing), body: { sequence: 1, answers: [] } });

export const quizRows: RowsOf<typeof quizContract> = {
  questions: reading,
  question: reading,
  addQuestion: { ...writing, ask: () => ({ body: question }) },
  changeQuestion: { ...writing, ask: () => ({ body: { version: 1, question: single } }) },
  archiveQuestion: writing,
  restoreQuestion: writing,
  regradeQuestion: { ...writing, ask: () => ({ body: { version: 1 } }) },
  quizAttempts: { ...reading, ask: quiz },
  quizAttempt: { ...reading, ask: quiz },
  itemStatistics: { ...reading, ask: quiz },
  quizState: trying,
  startAttempt: trying,
  attempt: { ...answering, ask: quiz },
  saveAnswers: { ...answering, ask: answers },
  submitAttempt: { ...answering, ask: answers },
};
