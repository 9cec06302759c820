import type { Question } from '@quad/shared/learning';
import { newQuestion, withOwnIds } from './add-question';
import { QuestionModel } from './question.model';

const sorted = { ignoreCase: true, ignoreSpaces: true, ignoreAccents: true };
const id = (n: number): string => n.toString(16).padStart(24, '0');
const asked = (prompt: string, whenRight: string, whenWrong: string) => ({
  ...{ prompt: `<p>${prompt}</p>`, points: 1, tags: ['fractions'], whenRight, whenWrong },
});

/** One question of each type, about fractions. Ids here only tie a question together; the bank gives its own. */
const questions: Question[] = [
  {
    ...asked(
      'A ribbon is cut into four equal pieces and Mei takes three. How much of the ribbon has she?',
      'Three of four equal pieces.',
      'Count the equal pieces first: they are the number below the line.',
    ),
    ...{ type: 'single', rightId: id(2) },
    options: [
      { id: id(1), text: '4/3', feedback: 'That would be more than the whole ribbon.' },
      { id: id(2), text: '3/4', feedback: '' },
      { id: id(3), text: '1/3', feedback: '' },
      { id: id(4), text: '1/4', feedback: 'That is what is left over.' },
    ],
  },
  {
    ...asked(
      'Which of these are worth the same as one half?',
      'All of them are one half, cut more finely.',
      'Half of the number below the line must stand above it.',
    ),
    type: 'multiple',
    options: [
      { id: id(1), text: '2/4', feedback: '', right: true },
      { id: id(2), text: '3/5', feedback: 'Half of 5 is two and a half.', right: false },
      { id: id(3), text: '5/10', feedback: '', right: true },
      { id: id(4), text: '2/3', feedback: '', right: false },
    ],
  },
  {
    ...asked(
      'One third is more than one quarter.',
      'Fewer pieces are larger pieces.',
      'Draw both bars below each other.',
    ),
    ...{ type: 'trueFalse', right: true },
  },
  {
    ...asked(
      'How many minutes are two fifths of an hour?',
      'A fifth is 12 minutes.',
      'Begin with one fifth of 60.',
    ),
    ...{ type: 'numeric', value: 24, tolerance: 0, unit: 'minutes' },
  },
  {
    ...asked(
      'What is the number below the line of a fraction called?',
      'It names how fine the pieces are.',
      'It begins with a d.',
    ),
    ...{ type: 'text', accepted: ['denominator', 'the denominator'], ...sorted },
  },
  {
    ...asked('Put these in order, the smallest first.', 'Well ordered.', 'Write all of them in twelfths.'),
    ...{ type: 'order', points: 2 },
    items: ['1/6', '1/4', '1/3', '1/2', '2/3'].map((text, n) => ({ id: id(n + 1), text })),
  },
  {
    ...asked('Which fraction goes with which percentage?', 'All found.', 'A quarter of 100 is 25.'),
    ...{ type: 'match', points: 2, others: [{ id: id(30), text: '33 %' }] },
    pairs: [
      { id: id(1), left: '1/4', rightId: id(11), right: '25 %' },
      { id: id(2), left: '1/5', rightId: id(12), right: '20 %' },
      { id: id(3), left: '3/4', rightId: id(13), right: '75 %' },
    ],
  },
  {
    ...asked('Fill in what is missing.', 'Right.', 'Whatever you do above the line, do below it.'),
    ...{ type: 'gaps', points: 2, ...sorted },
    segments: ['1/2 = ', '/8, and 2/3 = 8/', '.'],
    gaps: [{ accepted: ['4', 'four'] }, { accepted: ['12', 'twelve'] }],
  },
];

/** Writes the questions into a course's bank. @returns their ids, to be chosen by a quiz */
export async function addDemoQuestions(
  { courseId, districtId, schoolId }: { courseId: string; districtId: string; schoolId: string },
  by: string,
  at: number,
): Promise<string[]> {
  const course = { _id: courseId, districtId, schoolId };
  const records = questions.map((question) => newQuestion(course, withOwnIds(question, []), by, at));
  await QuestionModel.insertMany(records);
  return records.map(({ _id }) => _id);
}
