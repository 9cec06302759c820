import { z } from 'zod';
import { endpoint, id } from '../platform';
import {
  classWeek,
  districtReportQuery,
  isoWeek,
  letterQuery,
  reportName,
  reportSetup,
  schoolReportQuery,
} from './reports.dto';

export const reportsContract = {
  reportSetup: endpoint({
    method: 'GET',
    path: '/schools/:schoolId/report-setup',
    summary: 'What a report of this school can be asked for: terms, classes, its day',
    permission: 'report:read',
    params: z.strictObject({ schoolId: id }),
    response: reportSetup,
  }),
  schoolReport: endpoint({
    method: 'GET',
    path: '/schools/:schoolId/reports/:report',
    summary: 'A report of one school as a file, made while it is sent',
    permission: 'report:read',
    params: z.strictObject({ schoolId: id, report: reportName }),
    query: schoolReportQuery,
    response: null,
    download: true,
    proof: true,
  }),
  districtReport: endpoint({
    method: 'GET',
    path: '/district/reports/:report',
    summary: 'The same report of every school of the district in one file',
    permission: 'report:read',
    params: z.strictObject({ report: reportName }),
    query: districtReportQuery,
    response: null,
    download: true,
    proof: true,
  }),
  classWeek: endpoint({
    method: 'GET',
    path: '/schools/:schoolId/classes/:classId/week',
    summary: 'A class’s registers of one ISO week, as a grid to print',
    permission: 'register:read',
    params: z.strictObject({ schoolId: id, classId: id }),
    query: z.strictObject({ week: isoWeek }),
    response: classWeek,
  }),
  pupilLetter: endpoint({
    method: 'GET',
    path: '/pupils/:pupilId/letter',
    summary: 'A letter about a pupil’s attendance, as PDF',
    permission: 'attendance:pupil',
    params: z.strictObject({ pupilId: id }),
    query: letterQuery,
    response: null,
    download: true,
  }),
};
