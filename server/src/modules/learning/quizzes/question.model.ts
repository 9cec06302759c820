import type { Question, QuestionType } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** A question of a course's bank. What was asked already stands in the attempts, too. */
export interface QuestionRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  type: QuestionType;
  question: Question;
  tags: string[];
  /** prompt and tags without format, case and accents, to be searched */
  search: string;
  /** one more with every change, and the one in which what is right last changed */
  version: number;
  keyVersion: number;
  archived: boolean;
  createdBy: string;
  updatedBy: string;
  updatedAt: number;
}

const question = new Schema<QuestionRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, type: text },
    question: { type: Object, required: true },
    tags: { type: [String], required: true },
    search: { type: String, default: '' },
    ...{ version: number, keyVersion: number, archived: { type: Boolean, required: true } },
    ...{ createdBy: text, updatedBy: text, updatedAt: number },
  },
  strictly,
);
question.index({ courseId: 1, archived: 1, updatedAt: -1, _id: -1 });
question.index({ courseId: 1, archived: 1, tags: 1 });
export const QuestionModel = collection('questions', question);
