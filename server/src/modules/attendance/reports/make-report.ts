import {
  reportFormulas,
  type ReportFormat,
  type ReportName,
  type SchoolReportQuery,
} from '@quad/shared/attendance';
import { zonedTime, type FileAnswer } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { classNameOf, schoolsOf, timetableOf } from '../../schools';
import { adaAdmReport } from './ada-adm-report';
import { attendanceReport } from './attendance-report';
import { chronicAbsenceReport } from './chronic-absence-report';
import { edFiReport } from './ed-fi-report';
import { englandReport } from './england-report';
import { registerReport } from './register-report';
import type { About, Asked, Report } from './report';
import { csvOf } from './write-csv';
import { jsonOf } from './write-json';
import { xlsxOf } from './write-xlsx';

const makers: Record<ReportName, (asked: Asked) => Report | Promise<Report>> = {
  register: registerReport,
  attendance: attendanceReport,
  'chronic-absence': chronicAbsenceReport,
  'ada-adm': adaAdmReport,
  'england-sessions': englandReport,
  'ed-fi': edFiReport,
};

const writers: Record<
  ReportFormat,
  { type: string; write: (report: Report, about: About) => AsyncGenerator<string | Uint8Array> }
> = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
  json: { type: 'application/json; charset=utf-8', write: jsonOf },
};

/** @throws Failure not_found, invalid_request */
export async function schoolReport(
  ctx: Context,
  { schoolId, report }: { schoolId: string; report: ReportName },
  { format, classId, from, to }: SchoolReportQuery,
): Promise<FileAnswer> {
  const timetable = await timetableOf(ctx, schoolId);
  const { school } = timetable;
  ctx.authorize('report:read', { districtId: school.districtId, schoolId });
  const className = classId === undefined ? '' : classNameOf(timetable, classId);
  if (classId !== undefined && className === '') throw new Failure('not_found');
  if (classId !== undefined && report === 'ada-adm')
    throw new Failure('invalid_request', 'ADA and ADM are of a whole school.', {
      errors: [{ field: 'classId', message: 'must be left out: this report is of a whole school' }],
    });
  const place = { code: school.code, school: school.name, class: className, timeZone: school.timeZone };
  return fileOf({ ctx, schoolIds: [schoolId], from, to, classId }, { report, format, place });
}

/** Every school of the district that is not archived. */
export async function districtReport(
  ctx: Context,
  report: ReportName,
  { format, from, to }: { format: ReportFormat; from: string; to: string },
): Promise<FileAnswer> {
  const { districtId } = ctx.scope;
  ctx.authorize('report:read', { districtId });
  const { name, timeZone } = ctx.district;
  const schoolIds = (await schoolsOf(ctx)).map((school) => school._id);
  const place = { code: 'district', school: name, class: '', timeZone };
  return fileOf({ ctx, schoolIds, from, to }, { report, format, place });
}

interface Wanted {
  report: ReportName;
  format: ReportFormat;
  place: { code: string; school: string; class: string; timeZone: string };
}

async function fileOf(asked: Asked, { report, format, place }: Wanted): Promise<FileAnswer> {
  const { ctx, from, to } = asked;
  const asOf = zonedTime(ctx.now(), place.timeZone);
  const made = await makers[report](asked);
  const about: About = {
    ...{ report, school: place.school, class: place.class, from, to },
    ...{ as_of: asOf, time_zone: place.timeZone, made_by: ctx.actor.name, formula: reportFormulas[report] },
  };
  const { type, write } = writers[format];
  const minute = asOf.slice(0, 16).replaceAll(':', '');
  const name = `${place.code}_${report}_${from}_${to}_as-of_${minute}.${format}`;
  ctx.log.info(
    { person: ctx.actor.personId, report, format, from, to, schools: asked.schoolIds.length },
    'report',
  );
  return { type, name, content: write(made, about), rows: made.expected };
}
