import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** What a file is for: to stand in lessons of the course, or to be looked at by whoever handed it in and by staff. */
export type FileUse = { kind: 'course' } | { kind: 'submission'; submissionId: string; personId: string };

export interface CourseFileRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  /** who added it */
  ownerId: string;
  use: FileUse;
  name: string;
  type: string;
  bytes: number;
  /** a lean read gives the driver's own Binary */
  content: Buffer | { buffer: Uint8Array };
  addedAt: number;
}

const file = new Schema<CourseFileRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, ownerId: text },
    use: { type: Object, required: true },
    ...{ name: text, type: text, bytes: number, addedAt: number },
    content: { type: Buffer, required: true },
  },
  strictly,
);
file.index({ courseId: 1 });
file.index({ 'use.submissionId': 1 }, { sparse: true });
file.index({ 'use.personId': 1 }, { sparse: true });
file.index({ ownerId: 1 });
export const CourseFileModel = collection('course_files', file);
