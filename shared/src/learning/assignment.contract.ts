import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import {
  commentText,
  gradeSubmission,
  mySubmission,
  submissionDetail,
  submissionFilters,
  submissionList,
  submissionText,
} from './assignment.dto';
import { courseFileBytes, courseFileTypes } from './files.contract';

const lesson = z.strictObject({ courseId: id, lessonId: id });
const learner = z.strictObject({ courseId: id, lessonId: id, personId: id });
const version = z.strictObject({ version: z.int().min(0) });
const own = '/courses/:courseId/lessons/:lessonId/submission';
const all = '/courses/:courseId/lessons/:lessonId/submissions';

/** Work that is handed in, graded and given back. */
export const assignmentContract = {
  mySubmission: endpoint({
    method: 'GET',
    path: own,
    summary: 'My work on an assignment, with what became of it',
    permission: 'course:learn',
    params: lesson,
    response: mySubmission,
    errors: ['lesson_locked'],
  }),
  saveSubmission: endpoint({
    method: 'PUT',
    path: own,
    summary: 'Keep what I have written so far, without handing it in',
    permission: 'course:learn',
    params: lesson,
    body: z.strictObject({ version: z.int().min(0), text: submissionText }),
    maxBytes: 300_000,
    response: mySubmission,
    errors: ['lesson_locked', 'conflict'],
  }),
  addSubmissionFile: endpoint({
    method: 'POST',
    path: `${own}/files`,
    summary: 'Put a file to my work',
    permission: 'course:learn',
    params: lesson,
    query: z.strictObject({ name: z.string().trim().min(1).max(120) }),
    upload: { types: courseFileTypes, maxBytes: courseFileBytes },
    response: mySubmission,
    errors: ['lesson_locked', 'conflict', 'no_room'],
  }),
  removeSubmissionFile: endpoint({
    method: 'DELETE',
    path: `${own}/files/:fileId`,
    summary: 'Take a file from my work; what was handed in before keeps it',
    permission: 'course:learn',
    params: z.strictObject({ courseId: id, lessonId: id, fileId: id }),
    response: mySubmission,
    errors: ['lesson_locked', 'conflict'],
  }),
  handIn: endpoint({
    method: 'POST',
    path: `${own}/hand-in`,
    summary: 'Hand my work in as it stands',
    permission: 'course:learn',
    params: lesson,
    body: version,
    response: mySubmission,
    errors: ['lesson_locked', 'conflict'],
  }),
  takeBack: endpoint({
    method: 'POST',
    path: `${own}/take-back`,
    summary: 'Take my work back: until it is due or graded, and again once it was returned',
    permission: 'course:learn',
    params: lesson,
    response: mySubmission,
    errors: ['lesson_locked', 'conflict'],
  }),
  commentOwn: endpoint({
    method: 'POST',
    path: `${own}/comments`,
    summary: 'Write to my teachers about my work',
    permission: 'course:learn',
    params: lesson,
    body: z.strictObject({ text: commentText }),
    response: mySubmission,
    errors: ['lesson_locked', 'conflict'],
  }),
  submissions: endpoint({
    method: 'GET',
    path: all,
    summary: 'Who has handed in, and who has not',
    permission: 'course:read',
    params: lesson,
    query: z.strictObject({ ...pageQuery, state: z.enum(submissionFilters).optional() }),
    response: submissionList,
  }),
  submission: endpoint({
    method: 'GET',
    path: `${all}/:personId`,
    summary: 'One learner’s work, to be graded',
    permission: 'course:read',
    params: learner,
    response: submissionDetail,
  }),
  gradeSubmission: endpoint({
    method: 'PUT',
    path: `${all}/:personId/grade`,
    summary: 'Grade a learner’s work by points or by rubric; the learner sees it once it is returned',
    permission: 'course:edit',
    params: learner,
    body: gradeSubmission,
    response: submissionDetail,
    errors: ['conflict'],
  }),
  returnSubmissions: endpoint({
    method: 'POST',
    path: `${all}/return`,
    summary: 'Show learners the grades of their work',
    permission: 'course:edit',
    params: lesson,
    body: z.strictObject({ personIds: z.array(id).min(1).max(200) }),
    response: z.object({ returned: z.int() }),
  }),
  commentSubmission: endpoint({
    method: 'POST',
    path: `${all}/:personId/comments`,
    summary: 'Write to a learner about their work',
    permission: 'course:edit',
    params: learner,
    body: z.strictObject({ text: commentText }),
    response: submissionDetail,
    errors: ['conflict'],
  }),
};
