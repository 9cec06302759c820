import { historyContract, officeContract, rulesContract } from '@quad/shared/attendance';
import { routes } from '../../../platform/http/binder';
import { absentees } from './absentees';
import { arrive } from './arrive';
import { classSummary } from '../summaries/class-summary';
import { markHistory } from './mark-history';
import { onSite } from './on-site';
import { checkRollcall, endRollcall, readRollcall, startRollcall } from './rollcall';
import { schoolDay } from './school-day';
import { readDistrictCodes, schoolRules, setDistrictCodes, setRules, setSchoolCodes } from './school-rules';
import { schoolSummary, trend } from '../summaries/summary-reads';
import { pupilYear, warnings } from '../summaries/warnings';

/** What the office, and whoever is above it, does. */
export const officeRoutes = [
  ...routes(officeContract, {
    schoolDay: (ctx, { params, query }) => schoolDay(ctx, params.schoolId, query),
    absentees: (ctx, { params, query }) => absentees(ctx, params.schoolId, query),
    arrive: (ctx, { params, body }) => arrive(ctx, params.schoolId, body),
    schoolSummary: (ctx, { params, query }) => schoolSummary(ctx, params.schoolId, query),
    classSummary: (ctx, { params, query }) => classSummary(ctx, params.classId, query),
    trend: (ctx, { query }) => trend(ctx, query),
    warnings: (ctx, { params, query }) => warnings(ctx, params.schoolId, query),
    pupilYear: (ctx, { params }) => pupilYear(ctx, params.pupilId),
    onSite: (ctx, { params }) => onSite(ctx, params.schoolId),
    rollcall: (ctx, { params }) => readRollcall(ctx, params.schoolId),
    startRollcall: (ctx, { params }) => startRollcall(ctx, params.schoolId),
    checkRollcall: (ctx, { params, body }) => checkRollcall(ctx, params.rollcallId, body.checks),
    endRollcall: (ctx, { params }) => endRollcall(ctx, params.rollcallId),
  }),
  ...routes(historyContract, {
    markHistory: (ctx, { params }) => markHistory(ctx, params.registerId, params.pupilId),
  }),
  ...routes(rulesContract, {
    schoolRules: (ctx, { params }) => schoolRules(ctx, params.schoolId),
    setRules: (ctx, { params, body }) => setRules(ctx, params.schoolId, body),
    setSchoolCodes: (ctx, { params, body }) => setSchoolCodes(ctx, params.schoolId, body),
    districtCodes: (ctx) => readDistrictCodes(ctx),
    setDistrictCodes: (ctx, { body }) => setDistrictCodes(ctx, body),
  }),
];
