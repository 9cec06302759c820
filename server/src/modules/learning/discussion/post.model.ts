import { Schema } from 'mongoose';
import {
  collection,
  number,
  optionalNumber,
  optionalText,
  strictly,
  text,
} from '../../../platform/database/collection';

/** Something said below a lesson. What was taken away keeps its words, so that it can be put back; no answer has them. */
export interface PostRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  lessonId: string;
  /** the first post of the thread it answers; null: it is one */
  threadId: string | null;
  /** who wrote it */
  personId: string;
  /** they made the course, or looked after its school, when they wrote it */
  staff: boolean;
  text: string;
  /** ms by the district's clock */
  at: number;
  /** of the last answer, or of the post itself */
  lastAt: number;
  editedAt: number | null;
  pinned: boolean;
  /** how many answers were written */
  answers: number;
  removed: { by: 'author' | 'staff'; personId: string; at: number; reason: string | null } | null;
}

const post = new Schema<PostRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, lessonId: text },
    ...{ threadId: optionalText, personId: text, staff: { type: Boolean, required: true }, text },
    ...{ at: number, lastAt: number, editedAt: optionalNumber, answers: number },
    pinned: { type: Boolean, required: true },
    removed: { type: Object, default: null },
  },
  strictly,
);
post.index({ courseId: 1, lessonId: 1, threadId: 1, pinned: -1, at: -1, _id: -1 });
post.index({ threadId: 1, at: -1, _id: -1 });
post.index({ personId: 1 });
post.index({ schoolId: 1, lastAt: 1 });
export const PostModel = collection('posts', post);
