import type { ClientSession } from 'mongoose';
import { newId } from '../../../platform/database/connect';
import { QuestionModel, type QuestionRecord } from './question.model';

/** Copies the bank of a course, what is archived left out. @param from the other course's id @returns the new id of each question */
export async function copyQuestions(
  from: string,
  to: { districtId: string; schoolId: string; courseId: string },
  by: string,
  session: ClientSession,
): Promise<ReadonlyMap<string, string>> {
  const bank = await QuestionModel.find(
    { courseId: from, districtId: to.districtId, archived: false },
    {},
    { session },
  ).lean<QuestionRecord[]>();
  const ids = new Map(bank.map(({ _id }) => [_id, newId()]));
  const copies = bank.map((question) => ({
    ...{ ...question, ...to, _id: ids.get(question._id) ?? newId() },
    ...{ version: 1, keyVersion: 1, createdBy: by, updatedBy: by },
  }));
  if (copies.length > 0) await QuestionModel.insertMany(copies, { session });
  return ids;
}
