import type { Answer, Question } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import { collection, number, optionalNumber, strictly, text } from '../../../platform/database/collection';

/** A question as it was when the attempt began, with its key: what is changed in the bank since changes no attempt by itself. */
export interface AttemptItem {
  questionId: string;
  keyVersion: number;
  question: Question;
  /** in which order its options were shown */
  places: string[];
}

interface Regrade {
  questionId: string;
  at: number;
  by: string;
  /** shares of the whole attempt */
  before: number;
  after: number;
}

export interface AttemptRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  lessonId: string;
  personId: string;
  /** of somebody who makes the course: it counts nowhere */
  preview: boolean;
  /** 1 for the first of this person */
  number: number;
  state: 'open' | 'submitted';
  /** all by the district's clock, ms */
  startedAt: number;
  endsAt: number | null;
  submittedAt: number | null;
  byTime: boolean;
  passAt: number;
  items: AttemptItem[];
  answers: Record<string, Answer>;
  /** one more with every save; a save of an older tab does not fit */
  sequence: number;
  credits: Record<string, number>;
  points: number;
  of: number;
  score: number;
  passed: boolean;
  /** handed in, and the learner's progress knows it */
  recorded: boolean;
  regrades: Regrade[];
}

const flag = { type: Boolean, required: true } as const;

const attempt = new Schema<AttemptRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, lessonId: text, personId: text },
    ...{ preview: flag, number, state: text, startedAt: number },
    ...{ endsAt: optionalNumber, submittedAt: optionalNumber, byTime: flag, passAt: number },
    items: { type: [Object], required: true },
    answers: { type: Object, required: true },
    sequence: number,
    credits: { type: Object, required: true },
    ...{ points: number, of: number, score: number, passed: flag, recorded: flag },
    regrades: { type: [Object], required: true },
  },
  strictly,
);
attempt.index({ lessonId: 1, personId: 1, preview: 1, number: 1 }, { unique: true });
// two taps begin one
attempt.index(
  { lessonId: 1, personId: 1, preview: 1 },
  { name: 'open attempt', unique: true, partialFilterExpression: { state: 'open' } },
);
attempt.index({ lessonId: 1, preview: 1, startedAt: -1, _id: -1 });
attempt.index({ lessonId: 1, preview: 1, score: 1, _id: 1 });
attempt.index({ courseId: 1, 'items.questionId': 1 });
attempt.index({ courseId: 1, preview: 1, state: 1 });
attempt.index({ districtId: 1, endsAt: 1 }, { name: 'running', partialFilterExpression: { state: 'open' } });
attempt.index(
  { districtId: 1, submittedAt: 1 },
  { name: 'unrecorded', partialFilterExpression: { recorded: false } },
);
attempt.index({ personId: 1 });
attempt.index({ schoolId: 1, startedAt: 1 });
export const QuizAttemptModel = collection('quiz_attempts', attempt);
