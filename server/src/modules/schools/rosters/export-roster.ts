import type { FileAnswer } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { zipOf, type ZipEntry } from '../../../platform/files/zip';
import { dayOn } from '../../../platform/http/day';
import { SchoolModel, type School } from '../school.model';
import { classesCsv, coursesCsv, enrollmentsCsv } from './export-classes';
import { rolesCsv, usersCsv } from './export-people';
import { orgsCsv, sessionsCsv } from './export-places';
import { csvOf, type Exporting } from './export-rows';

/** The district as it stands today and later, as OneRoster 1.2 CSV; read row by row as it goes out. */
export async function exportRoster(ctx: Context): Promise<FileAnswer> {
  const { district } = ctx;
  ctx.authorize('roster:export', { districtId: district.id });
  const now = ctx.now();
  const schools = await SchoolModel.find({ districtId: district.id, archivedAt: null })
    .sort({ code: 1 })
    .limit(10_000)
    .lean<School[]>();
  const exporting: Exporting = {
    district,
    today: dayOn(now, district.timeZone),
    schools: new Map(schools.map((school) => [school._id, school])),
  };
  ctx.log.info({ person: ctx.actor.personId, schools: schools.length }, 'roster exported');
  return {
    type: 'application/zip',
    name: `roster_${exporting.today}.zip`,
    content: zipOf(entriesOf(exporting)),
  };
}

function* entriesOf(exporting: Exporting): Generator<ZipEntry> {
  yield { name: 'manifest.csv', content: csvOf(['propertyName', 'value'], [manifest(exporting)]) };
  yield { name: 'orgs.csv', content: orgsCsv(exporting) };
  yield { name: 'academicSessions.csv', content: sessionsCsv(exporting) };
  yield { name: 'courses.csv', content: coursesCsv(exporting) };
  yield { name: 'classes.csv', content: classesCsv(exporting) };
  yield { name: 'users.csv', content: usersCsv(exporting) };
  yield { name: 'roles.csv', content: rolesCsv(exporting) };
  yield { name: 'enrollments.csv', content: enrollmentsCsv(exporting) };
}

const whole = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'roles', 'enrollments'];
const absent = [
  ...['categories', 'classResources', 'courseResources', 'demographics', 'lineItemLearningObjectiveIds'],
  ...['lineItems', 'lineItemScoreScales', 'resources', 'resultLearningObjectiveIds', 'results'],
  ...['resultScoreScales', 'scoreScales', 'userProfiles', 'userResources'],
];

function manifest({ district }: Exporting): Record<string, string>[] {
  const properties = {
    'manifest.version': '1.0',
    'oneroster.version': '1.2',
    ...Object.fromEntries(absent.map((file) => [`file.${file}`, 'absent'])),
    ...Object.fromEntries(whole.map((file) => [`file.${file}`, 'bulk'])),
    'source.systemName': 'Quad',
    'source.systemCode': district.id,
  };
  return Object.entries(properties).map(([propertyName, value]) => ({ propertyName, value }));
}
