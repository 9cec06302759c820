import type { CellValue } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';
import { derivedId } from '../../../platform/database/derived-id';

interface StepRecord {
  id: string;
  lessonId: string;
  /** ms by the district's clock */
  at: number;
  by: string;
  from: CellValue;
  to: CellValue;
  reason: string;
}

/**
 * What was set by hand of one learner's grades in one course. What the work itself gave is not kept here: it is read from
 * quizzes and submissions each time, so it can never differ from them.
 */
export interface GradesRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  personId: string;
  /** by lesson */
  set: Record<string, CellValue>;
  history: StepRecord[];
  /** ms by the district's clock */
  changedAt: number;
}

/** The newest of one learner that are kept. */
export const mostSteps = 500;

const grades = new Schema<GradesRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, personId: text },
    set: { type: Object, required: true },
    history: { type: [Object], required: true },
    changedAt: number,
  },
  strictly,
);
grades.index({ courseId: 1, personId: 1 });
grades.index({ personId: 1 });
grades.index({ schoolId: 1, changedAt: 1 });
export const GradesModel = collection('grades', grades);

export const gradesId = (courseId: string, personId: string): string =>
  derivedId('grades', courseId, personId);
