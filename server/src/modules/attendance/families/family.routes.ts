import { familyContract } from '@quad/shared/attendance';
import { routes } from '../../../platform/http/binder';
import { answerAlert } from './answer-alert';
import { answerRequest, withdrawRequest } from './answer-request';
import { attachAbsenceFile, readAbsenceFile } from './attach-absence-file';
import { decideAbsences, reopenAbsence } from './decide-absences';
import { expectedAbsences } from './expected-absences';
import { listAbsences, pupilAbsences } from './list-absences';
import { listRequests } from './list-requests';
import { myChildren } from './my-children';
import { myInbox } from './my-inbox';
import { nudgeRegister } from './nudge-register';
import { pupilAttendance } from './pupil-attendance';
import { reportAbsence } from './report-absence';
import { askCorrection, queryMark } from './request-mark';
import { restoreAbsence, withdrawAbsence } from './withdraw-absence';

export const familyRoutes = routes(familyContract, {
  myChildren: (ctx) => myChildren(ctx),
  pupilAttendance: (ctx, { params, query }) => pupilAttendance(ctx, params.pupilId, query.month),
  reportAbsence: (ctx, { params, body }) => reportAbsence(ctx, params.pupilId, body),
  pupilAbsences: (ctx, { params, query }) => pupilAbsences(ctx, params.pupilId, query.page),
  absences: (ctx, { query }) => listAbsences(ctx, query),
  decideAbsences: (ctx, { body }) => decideAbsences(ctx, body),
  reopenAbsence: (ctx, { params }) => reopenAbsence(ctx, params.absenceId),
  withdrawAbsence: (ctx, { params }) => withdrawAbsence(ctx, params.absenceId),
  restoreAbsence: (ctx, { params }) => restoreAbsence(ctx, params.absenceId),
  attachFile: (ctx, { params, file }) => attachAbsenceFile(ctx, params.absenceId, file),
  absenceFile: (ctx, { params }) => readAbsenceFile(ctx, params.absenceId),
  expectedAbsences: (ctx, { params }) => expectedAbsences(ctx, params.registerId),
  answerAlert: (ctx, { params, body }) => answerAlert(ctx, params.alertId, body.reasonKind),
  queryMark: (ctx, { params, body }) => queryMark(ctx, params.registerId, params.pupilId, body),
  askCorrection: (ctx, { params, body }) => askCorrection(ctx, params.registerId, params.pupilId, body),
  markRequests: (ctx, { query }) => listRequests(ctx, query),
  answerRequest: (ctx, { params, body }) => answerRequest(ctx, params.requestId, body),
  withdrawRequest: (ctx, { params }) => withdrawRequest(ctx, params.requestId),
  nudge: (ctx, { params }) => nudgeRegister(ctx, params.registerId),
  inbox: (ctx) => myInbox(ctx),
});
