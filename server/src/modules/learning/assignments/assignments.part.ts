import { assignmentContract, gradebookContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { assignmentsEffects, assignmentsSubscribers } from './assignments.live';
import { assignmentsKept, assignmentsPersonal } from './assignments.personal';
import { commentOwn, commentSubmission } from './comment-submission';
import { exportGrades } from './export-grades';
import { gradeHistory } from './grade-history';
import { gradeSubmission } from './grade-submission';
import { GradesModel } from './grades.model';
import { handIn } from './hand-in';
import { importGrades } from './import-grades';
import { listSubmissions } from './list-submissions';
import { myGrades } from './my-grades';
import { readGradeBook } from './read-grade-book';
import { readOwnSubmission } from './read-own-submission';
import { readSubmission } from './read-submission';
import { returnSubmissions } from './return-submissions';
import { saveSubmission } from './save-submission';
import { setGrade } from './set-grade';
import { setGrading } from './set-grading';
import { addSubmissionFile, removeSubmissionFile } from './submission-files';
import { SubmissionModel } from './submission.model';
import { takeBack } from './take-back';

/** Work that is handed in, and what learners have come to. */
export const assignmentsPart: Part = {
  models: [SubmissionModel, GradesModel],
  routes: [
    ...routes(assignmentContract, {
      mySubmission: (ctx, { params }) => readOwnSubmission(ctx, params),
      saveSubmission: (ctx, { params, body }) => saveSubmission(ctx, params, body),
      addSubmissionFile: (ctx, { params, query, file }) =>
        addSubmissionFile(ctx, params, { ...file, name: query.name }),
      removeSubmissionFile: (ctx, { params }) => removeSubmissionFile(ctx, params),
      handIn: (ctx, { params, body }) => handIn(ctx, params, body.version),
      takeBack: (ctx, { params }) => takeBack(ctx, params),
      commentOwn: (ctx, { params, body }) => commentOwn(ctx, params, body.text),
      submissions: (ctx, { params, query }) => listSubmissions(ctx, params, query),
      submission: (ctx, { params }) => readSubmission(ctx, params),
      gradeSubmission: (ctx, { params, body }) => gradeSubmission(ctx, params, body),
      returnSubmissions: (ctx, { params, body }) => returnSubmissions(ctx, params, body.personIds),
      commentSubmission: (ctx, { params, body }) => commentSubmission(ctx, params, body.text),
    }),
    ...routes(gradebookContract, {
      gradebook: (ctx, { params, query }) => readGradeBook(ctx, params.courseId, query),
      setGrade: (ctx, { params, body }) => setGrade(ctx, params, body),
      gradeHistory: (ctx, { params }) => gradeHistory(ctx, params),
      setGrading: (ctx, { params, body }) => setGrading(ctx, params.courseId, body),
      exportGrades: (ctx, { params }) => exportGrades(ctx, params.courseId),
      importGrades: (ctx, { params, body }) => importGrades(ctx, params.courseId, body),
      myGrades: (ctx, { params }) => myGrades(ctx, params.courseId),
    }),
  ],
  subscribers: assignmentsSubscribers,
  effects: assignmentsEffects,
  personal: assignmentsPersonal,
  kept: assignmentsKept,
};
