import { reportsContract } from '@quad/shared/attendance';
import { routes } from '../../../platform/http/binder';
import { classWeek } from './class-week';
import { districtReport, schoolReport } from './make-report';
import { pupilLetter } from './pupil-letter';
import { reportSetup } from './report-setup';

export const reportRoutes = routes(reportsContract, {
  reportSetup: (ctx, { params }) => reportSetup(ctx, params.schoolId),
  schoolReport: (ctx, { params, query }) => schoolReport(ctx, params, query),
  districtReport: (ctx, { params, query }) => districtReport(ctx, params.report, query),
  classWeek: (ctx, { params, query }) => classWeek(ctx, params, query.week),
  pupilLetter: (ctx, { params, query }) => pupilLetter(ctx, params.pupilId, query),
});
