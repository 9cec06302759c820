import type { SubmissionState } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import {
  byName,
  collection,
  number,
  optionalNumber,
  strictly,
  text,
} from '../../../platform/database/collection';
import { derivedId } from '../../../platform/database/derived-id';

export interface KeptFile {
  fileId: string;
  name: string;
  type: string;
  bytes: number;
}

export interface HandInRecord {
  /** ms by the district's clock */
  at: number;
  text: string;
  files: KeptFile[];
  lateDays: number;
}

export interface GradeRecord {
  /** what is left after lateness, of all there were when it was given */
  points: number;
  of: number;
  given: number;
  levels: { criterionId: string; level: number }[];
  feedback: string;
  by: string;
  at: number;
}

interface CommentRecord {
  id: string;
  by: string;
  staff: boolean;
  at: number;
  text: string;
}

/** One learner's work on one assignment: what is being written, each time it was handed in, and what became of it. */
export interface SubmissionRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  lessonId: string;
  personId: string;
  /** family name first, as it was when it was begun */
  name: string;
  state: SubmissionState;
  /** ms by the district's clock */
  startedAt: number;
  /** one more with every change but a comment */
  version: number;
  text: string;
  files: KeptFile[];
  handIns: HandInRecord[];
  /** of the last time; null: never, or taken back */
  handedInAt: number | null;
  lateDays: number;
  /** as it was last given, and as the learner last saw it */
  grade: GradeRecord | null;
  returned: GradeRecord | null;
  returnedAt: number | null;
  comments: CommentRecord[];
}

const submission = new Schema<SubmissionRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, lessonId: text, personId: text },
    ...{ name: text, state: text, startedAt: number, version: number },
    text: { type: String, default: '' },
    files: { type: [Object], required: true },
    handIns: { type: [Object], required: true },
    ...{ handedInAt: optionalNumber, lateDays: number },
    ...{ grade: { type: Object, default: null }, returned: { type: Object, default: null } },
    returnedAt: optionalNumber,
    comments: { type: [Object], required: true },
  },
  strictly,
);
submission.index({ lessonId: 1, state: 1, name: 1, _id: 1 }, { collation: byName });
submission.index({ lessonId: 1, state: 1, lateDays: 1 });
submission.index({ personId: 1, courseId: 1 });
submission.index({ courseId: 1, personId: 1 });
submission.index({ schoolId: 1, startedAt: 1 });
export const SubmissionModel = collection('submissions', submission);

export const submissionId = (lessonId: string, personId: string): string =>
  derivedId('submission', lessonId, personId);
