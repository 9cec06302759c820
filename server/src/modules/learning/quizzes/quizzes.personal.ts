import type { Answer } from '@quad/shared/learning';
import { withoutName, type Forgotten, type PersonalData } from '../../../platform/personal/personal-data';
import { shownItem } from './attempt.present';
import { QuizAttemptModel, type AttemptRecord } from './attempt.model';

const batchSize = 50;

/** Attempts: what was asked and answered, and what it came to. Never a key: whoever reads their file may be in the middle of a quiz. */
export const quizzesPersonal: PersonalData[] = [
  {
    collection: 'quiz_attempts',
    rows: async function* ({ personId, districtId }) {
      const cursor = QuizAttemptModel.find({ personId, districtId })
        .lean<AttemptRecord>()
        .cursor({ batchSize });
      try {
        for await (const attempt of cursor) {
          const { items, credits: _credits, regrades: _regrades, recorded: _recorded, ...own } = attempt;
          yield { ...own, questions: items.map(shownItem) };
        }
      } finally {
        await cursor.close();
      }
    },
    forget: takeWords,
  },
];

/** What was chosen stays; in what was typed the name gives way. */
async function takeWords(person: Forgotten): Promise<void> {
  const { personId, districtId } = person;
  const cursor = QuizAttemptModel.find({ personId, districtId }, { answers: 1 })
    .lean<Pick<AttemptRecord, '_id' | 'answers'>>()
    .cursor({ batchSize });
  for await (const { _id, answers } of cursor) {
    const nameless = Object.entries(answers).map(([id, answer]) => [id, without(person, answer)]);
    await QuizAttemptModel.updateOne({ _id }, { $set: { answers: Object.fromEntries(nameless) as object } });
  }
}

function without(person: Forgotten, answer: Answer): Answer {
  if (answer.type === 'text') return { ...answer, value: withoutName(person, answer.value) };
  if (answer.type !== 'gaps') return answer;
  return { ...answer, values: answer.values.map((value) => withoutName(person, value)) };
}
