import { randomBytes } from 'node:crypto';
import type { Question, QuestionDetail } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { cleanHtml } from '../courses/clean-html';
import { QuestionModel, type QuestionRecord } from './question.model';
import { presentQuestion, searchOf, wordsOf } from './questions.present';

const mostInBank = 2_000;

/** @throws Failure not_found, not_allowed, invalid_request, conflict when the bank is full */
export async function addQuestion(
  ctx: Context,
  courseId: string,
  question: Question,
): Promise<QuestionDetail> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  if ((await QuestionModel.countDocuments({ courseId })) >= mostInBank)
    throw new Failure('conflict', `A course holds ${mostInBank} questions; this one is full.`);
  const { personId } = ctx.actor;
  const record = newQuestion(course, withOwnIds(checked(question), []), personId, ctx.now());
  await QuestionModel.create(record);
  return presentQuestion(ctx, record);
}

export function newQuestion(
  course: { _id: string; districtId: string; schoolId: string },
  question: Question,
  by: string,
  at: number,
): QuestionRecord {
  const { _id: courseId, districtId, schoolId } = course;
  const { type, tags } = question;
  return {
    ...{ _id: newId(), districtId, schoolId, courseId, type, question, tags, search: searchOf(question) },
    ...{ version: 1, keyVersion: 1, archived: false, createdBy: by, updatedBy: by, updatedAt: at },
  };
}

/** With a prompt that harms nobody and says something. @throws Failure invalid_request */
export function checked(question: Question): Question {
  const prompt = cleanHtml(question.prompt);
  if (wordsOf({ prompt }) !== '' || prompt.includes('<img')) return { ...question, prompt };
  throw new Failure('invalid_request', undefined, {
    errors: [{ field: 'prompt', message: 'say what is asked' }],
  });
}

/**
 * The question with ids nobody can read anything from: those that are not known yet are given anew, at random, for one that counts up
 * would tell the order in which an author wrote.
 */
export function withOwnIds(question: Question, known: readonly string[]): Question {
  const ids = new Map(known.map((id) => [id, id]));
  const own = (id: string): string => {
    const given = ids.get(id) ?? randomBytes(12).toString('hex');
    ids.set(id, given);
    return given;
  };
  const text = JSON.stringify(question, (name, value: unknown) =>
    (name === 'id' || name === 'rightId') && typeof value === 'string' ? own(value) : value,
  );
  return JSON.parse(text) as Question;
}

/** Every id in it. */
export function idsIn(question: Question): string[] {
  const ids: string[] = [];
  JSON.stringify(question, (name, value: unknown) => {
    if ((name === 'id' || name === 'rightId') && typeof value === 'string') ids.push(value);
    return value;
  });
  return ids;
}
