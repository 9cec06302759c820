import type { CourseState, LessonBody, Structure } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import {
  byName,
  collection,
  number,
  optionalNumber,
  optionalText,
  strictly,
  text,
} from '../../platform/database/collection';

/** A course is one document from its first lesson to its last, so that it is put in order, published and read as a whole. */
export interface CourseRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  title: string;
  summary: string;
  subject: string;
  state: CourseState;
  /** whoever may edit it */
  teacherIds: string[];
  /** days in the school's zone, inclusive */
  startsOn: string | null;
  endsOn: string | null;
  certificate: boolean;
  discussion: boolean;
  /** what is worked on, and what learners see */
  draft: Structure;
  live: Structure | null;
  /** one more with every change */
  version: number;
  changedBy: string | null;
  /** the draft, or a lesson in it, differs from what learners see */
  changed: boolean;
  publishedAt: number | null;
  /** how often it was published */
  editions: number;
  /** those whose rosters it follows */
  classIds: string[];
  /** how grades are weighed; see the gradebook */
  grading: Record<string, unknown>;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
}

/** What stands in a lesson: as it is written, and as learners see it. */
export interface LessonContentRecord {
  /** the lesson's id */
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  draft: LessonBody;
  live: LessonBody | null;
  version: number;
  savedAt: number;
  savedBy: string;
  /** when what learners see was last taken from the draft */
  liveAt: number | null;
}

/** One learner in one course, with all that decides what is open to them and all that a list of learners sorts by. */
export interface CourseEnrolmentRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  personId: string;
  /** family name first, for lists */
  name: string;
  /** why they learn here: `person`, or `class:` and its id; without any of them it is over */
  by: string[];
  active: boolean;
  /** ms by the district's clock */
  enrolledAt: number;
  endedAt: number | null;
  done: Record<string, number>;
  scores: Record<string, number>;
  watched: Record<string, number>;
  /** required lessons done, of those there are; worked out anew when the course is published */
  doneCount: number;
  share: number;
  /** average of `scores`, or null */
  score: number | null;
  /** share of the points of the course, as the gradebook weighs them; null before the first grade; written by the gradebook */
  grade: number | null;
  /** the edition of the course that it was worked out for; 0: nobody has been told of the course yet */
  countedFor: number;
  /** believed seconds of video */
  seconds: number;
  lastLessonId: string | null;
  lastAt: number | null;
  completedAt: number | null;
}

const course = new Schema<CourseRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, title: text },
    summary: { type: String, default: '' },
    subject: { type: String, default: '' },
    state: text,
    teacherIds: { type: [String], required: true },
    ...{ startsOn: optionalText, endsOn: optionalText },
    certificate: { type: Boolean, required: true },
    discussion: { type: Boolean, required: true },
    draft: { type: [Object], required: true },
    live: { type: [Object], default: null },
    ...{ version: number, changedBy: optionalText },
    changed: { type: Boolean, required: true },
    ...{ publishedAt: optionalNumber, editions: { type: Number, default: 0 } },
    classIds: { type: [String], required: true },
    grading: { type: Object, required: true },
    ...{ createdBy: text, createdAt: number, updatedAt: number },
  },
  strictly,
);
course.index({ teacherIds: 1, state: 1, updatedAt: -1, _id: 1 });
course.index({ schoolId: 1, state: 1, updatedAt: -1, _id: 1 });
course.index({ districtId: 1, state: 1, updatedAt: -1, _id: 1 });
for (const of of ['teacherIds', 'schoolId', 'districtId'])
  course.index({ [of]: 1, title: 1, _id: 1 }, { collation: byName });
course.index({ classIds: 1 });
export const CourseModel = collection('courses', course);

const content = new Schema<LessonContentRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text },
    draft: { type: Object, required: true },
    live: { type: Object, default: null },
    ...{ version: number, savedAt: number, savedBy: text, liveAt: optionalNumber },
  },
  strictly,
);
content.index({ courseId: 1 });
content.index({ 'draft.videoId': 1 }, { sparse: true });
content.index({ 'live.videoId': 1 }, { sparse: true });
// what is due when, across courses
content.index({ districtId: 1, 'live.dueAt': 1 }, { sparse: true });
export const LessonContentModel = collection('lesson_contents', content);

const enrolment = new Schema<CourseEnrolmentRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, personId: text, name: text },
    by: { type: [String], required: true },
    active: { type: Boolean, required: true },
    ...{ enrolledAt: number, endedAt: optionalNumber },
    ...{ done: { type: Object, required: true }, scores: { type: Object, required: true } },
    watched: { type: Object, required: true },
    ...{ doneCount: number, share: number, score: optionalNumber, seconds: number },
    ...{ grade: optionalNumber, countedFor: { type: Number, default: 0 } },
    ...{ lastLessonId: optionalText, lastAt: optionalNumber, completedAt: optionalNumber },
  },
  strictly,
);
enrolment.index({ personId: 1, active: 1, lastAt: -1, _id: 1 });
enrolment.index({ courseId: 1, active: 1, name: 1, _id: 1 }, { collation: byName });
enrolment.index({ courseId: 1, active: 1, share: 1, _id: 1 });
enrolment.index({ courseId: 1, active: 1, seconds: 1, _id: 1 });
enrolment.index({ courseId: 1, active: 1, lastAt: 1, _id: 1 });
enrolment.index({ courseId: 1, active: 1, grade: 1, _id: 1 });
enrolment.index({ courseId: 1, by: 1 });
enrolment.index({ schoolId: 1, enrolledAt: 1 });
enrolment.index({ courseId: 1, countedFor: 1 });
export const CourseEnrolmentModel = collection('course_enrolments', enrolment);
