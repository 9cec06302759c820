import { keyOf, type Question, type QuestionDetail } from '@quad/shared/learning';
import type { UpdateQuery } from 'mongoose';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { checked, idsIn, withOwnIds } from './add-question';
import { QuestionModel, type QuestionRecord } from './question.model';
import { questionOf } from './question-of';
import { presentQuestion, searchOf } from './questions.present';

/** @throws Failure not_found, not_allowed, invalid_request, conflict when somebody else changed it since */
export async function changeQuestion(
  ctx: Context,
  courseId: string,
  questionId: string,
  { version, question: given }: { version: number; question: Question },
): Promise<QuestionDetail> {
  const before = await questionOf(ctx, courseId, questionId, 'course:edit');
  if (given.type !== before.type)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'question.type', message: 'a question keeps its type; add another one instead' }],
    });
  const question = withOwnIds(checked(given), idsIn(before.question));
  const isOtherKey = keyOf(question) !== keyOf(before.question);
  return write(ctx, before, version, {
    ...{ question, tags: question.tags, search: searchOf(question) },
    ...(isOtherKey && { keyVersion: version + 1 }),
  });
}

/** Asked no more, or again; doing it twice changes nothing. @throws Failure not_found, not_allowed */
export async function setArchived(
  ctx: Context,
  courseId: string,
  questionId: string,
  archived: boolean,
): Promise<QuestionDetail> {
  const before = await questionOf(ctx, courseId, questionId, 'course:edit');
  if (before.archived === archived) return presentQuestion(ctx, before);
  return write(ctx, before, before.version, { archived });
}

async function write(
  ctx: Context,
  { _id, districtId }: QuestionRecord,
  version: number,
  changes: UpdateQuery<QuestionRecord>,
): Promise<QuestionDetail> {
  const after = await QuestionModel.findOneAndUpdate(
    { _id, districtId, version },
    { $set: { ...changes, updatedBy: ctx.actor.personId, updatedAt: ctx.now() }, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<QuestionRecord>();
  if (after === null) throw new Failure('conflict', 'Somebody changed this question in the meantime.');
  return presentQuestion(ctx, after);
}
