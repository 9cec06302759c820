import { chunksOf } from '../../../platform/database/batches';
import { lastingFrom } from '../../../platform/database/collection';
import { derivedId } from '../../../platform/database/derived-id';
import { peopleOf } from '../../identity';
import { ClassModel, type SchoolClass } from '../class.model';
import type { School } from '../school.model';
import { spellsInClasses } from './class-spells';
import { sessionKey, termsIn } from './export-places';
import { beginDate, csvOf, endDate, type CsvRow, type Exporting } from './export-rows';
import { groupBy } from './group-by';
import { byHand } from './tables';

const classesAtOnce = 50;

function courseKey(districtId: string, subject: string): string {
  return derivedId(districtId, 'course', subject);
}

/** Classes that go on, school by school. */
async function* openClasses({
  schools,
  today,
}: Exporting): AsyncGenerator<{ school: School; classes: SchoolClass[] }> {
  for (const school of schools.values()) {
    const classes = await ClassModel.find({ schoolId: school._id, ...lastingFrom(today) })
      .sort({ to: 1, code: 1 })
      .limit(5_000)
      .lean<SchoolClass[]>();
    yield { school, classes };
  }
}

/** One course for each subject there is. */
export function coursesCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'schoolYearSourcedId', 'title', 'courseCode', 'grades'],
    ...['orgSourcedId', 'subjects', 'subjectCodes'],
  ];
  return csvOf(columns, courses(exporting));
}

async function* courses(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  const { id } = exporting.district;
  const said = new Set<string>();
  for await (const { classes } of openClasses(exporting)) {
    const subjects = [...new Set(classes.map(({ subject }) => subject))].filter((each) => !said.has(each));
    for (const subject of subjects) said.add(subject);
    yield subjects.map((title) => ({ sourcedId: courseKey(id, title), title, orgSourcedId: id }));
  }
}

export async function* classesCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'title', 'grades', 'courseSourcedId', 'classCode'],
    ...['classType', 'location', 'schoolSourcedId', 'termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
  ];
  const ext = new Set<string>();
  for await (const { classes } of openClasses(exporting))
    for (const each of classes) for (const name of Object.keys(each.ext ?? {})) ext.add(name);
  yield* csvOf([...columns, ...[...ext].sort(), byHand], classRows(exporting));
}

async function* classRows(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  const { district, today } = exporting;
  for await (const { school, classes } of openClasses(exporting)) {
    const terms = (await termsIn([school._id], today)).map(sessionKey).join(',');
    yield classes.map((each) => ({
      ...each.ext,
      ...{ sourcedId: classKey(each), title: each.name, classCode: each.code },
      ...{ courseSourcedId: courseKey(district.id, each.subject), classType: 'scheduled' },
      ...{ location: each.room ?? '', schoolSourcedId: school.code, termSourcedIds: terms },
      [byHand]: each.rostered === true ? '' : 'true',
    }));
  }
}

function classKey({ _id, sourcedId }: SchoolClass): string {
  return sourcedId ?? _id;
}

export function enrollmentsCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'classSourcedId', 'schoolSourcedId', 'userSourcedId'],
    ...['role', 'primary', 'beginDate', 'endDate', byHand],
  ];
  return csvOf(columns, enrollments(exporting));
}

async function* enrollments(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  for await (const { school, classes } of openClasses(exporting))
    for (const chunk of chunksOf(classes, classesAtOnce)) {
      const some = new Map(chunk.map((each) => [each._id, each]));
      const spells = await spellsInClasses([...some.keys()], lastingFrom(exporting.today));
      const people = await peopleOf(
        spells.map(({ personId }) => personId),
        exporting.district.id,
      );
      for (const ofClass of groupBy(spells, ({ classId }) => classId).values())
        yield ofClass.flatMap(({ _id, classId, personId, role, from, to, rostered }) => {
          const [found, person] = [some.get(classId), people.get(personId)];
          if (found === undefined || person === undefined || isEmpty({ from, to })) return [];
          return [
            {
              ...{ sourcedId: _id, classSourcedId: classKey(found), schoolSourcedId: school.code },
              ...{ userSourcedId: person.code, role, beginDate: beginDate(from), endDate: endDate(to) },
              [byHand]: rostered === true ? '' : 'true',
            },
          ];
        });
    }
}

/** Ended before it began: it never held. */
export function isEmpty({ from, to }: { from: string; to: string | null }): boolean {
  return to !== null && to < from;
}
