import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import {
  cellChange,
  cellStep,
  gradebook,
  gradeImport,
  gradeImportResult,
  gradeRow,
  gradeSorts,
  grading,
  myGrades,
} from './gradebook.dto';

const course = z.strictObject({ courseId: id });
const cell = z.strictObject({ courseId: id, personId: id, lessonId: id });

/** What learners have come to in a course. */
export const gradebookContract = {
  gradebook: endpoint({
    method: 'GET',
    path: '/courses/:courseId/grades',
    summary: 'The grades of a course, a row a learner',
    permission: 'course:read',
    params: course,
    query: z.strictObject({ ...pageQuery, sort: z.enum(gradeSorts).optional() }),
    response: gradebook,
  }),
  setGrade: endpoint({
    method: 'PUT',
    path: '/courses/:courseId/grades/:personId/:lessonId',
    summary: 'Give points by hand with a reason, excuse a learner from a lesson, or take either back',
    permission: 'course:edit',
    params: cell,
    body: cellChange,
    response: gradeRow,
    errors: ['conflict'],
  }),
  gradeHistory: endpoint({
    method: 'GET',
    path: '/courses/:courseId/grades/:personId/:lessonId/history',
    summary: 'Who has set this grade by hand, when and why',
    permission: 'course:read',
    params: cell,
    response: z.object({ steps: z.array(cellStep) }),
  }),
  setGrading: endpoint({
    method: 'PUT',
    path: '/courses/:courseId/grading',
    summary: 'Say how the grades of a course are weighed',
    permission: 'course:edit',
    params: course,
    body: grading,
    response: grading,
    errors: ['conflict'],
  }),
  exportGrades: endpoint({
    method: 'GET',
    path: '/courses/:courseId/grades.csv',
    summary: 'The grades of a course as CSV, which can be changed and brought in again',
    permission: 'course:read',
    params: course,
    response: null,
    download: true,
    proof: true,
  }),
  importGrades: endpoint({
    method: 'POST',
    path: '/courses/:courseId/grades/import',
    summary: 'Compare a file of grades with what there is, or make exactly the changes that were shown',
    permission: 'course:edit',
    params: course,
    body: gradeImport,
    maxBytes: 3_000_000,
    response: gradeImportResult,
    errors: ['conflict'],
  }),
  myGrades: endpoint({
    method: 'GET',
    path: '/courses/:courseId/grades/mine',
    summary: 'My grades in a course',
    permission: 'course:learn',
    params: course,
    response: myGrades,
  }),
};
