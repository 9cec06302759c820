import type { Question, QuestionDetail, QuestionRow } from '@quad/shared/learning';
import { folded } from '@quad/shared/platform';
import sanitize from 'sanitize-html';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { QuizAttemptModel } from './attempt.model';
import type { QuestionRecord } from './question.model';

const mostWords = 160;

/** The prompt without its format, cut off. */
export function wordsOf({ prompt }: Pick<Question, 'prompt'>): string {
  const spaced = prompt.replace(/<\/(p|li|h\d|td|th)>|<br\s*\/?>/gi, ' ');
  const plain = sanitize(spaced, { allowedTags: [], allowedAttributes: {} })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const words = plain.replace(/\s+/g, ' ').trim();
  return words.length > mostWords ? `${words.slice(0, mostWords - 1)}…` : words;
}

export function searchOf(question: Question): string {
  return folded([wordsOf(question), ...question.tags].join(' '));
}

export function presentRow({ _id, question, type, tags, archived, updatedAt }: QuestionRecord): QuestionRow {
  const { points } = question;
  return { questionId: _id, type, words: wordsOf(question), points, tags, archived, updatedAt };
}

/** Attempts that were graded by an older key. */
export function outdated({ _id, courseId, keyVersion }: QuestionRecord) {
  return {
    courseId,
    'items.questionId': _id,
    items: { $elemMatch: { questionId: _id, keyVersion: { $lt: keyVersion } } },
  };
}

export async function presentQuestion(ctx: Context, record: QuestionRecord): Promise<QuestionDetail> {
  const { _id, courseId, districtId, version, question, archived, updatedAt, updatedBy } = record;
  const [names, count] = await Promise.all([
    namesOf([updatedBy], districtId, ctx.platform),
    QuizAttemptModel.countDocuments({ ...outdated(record), state: 'submitted', preview: false }),
  ]);
  return {
    ...{ questionId: _id, courseId, version, question, archived, updatedAt, outdated: count },
    updatedBy: names[updatedBy] ?? '',
  };
}
