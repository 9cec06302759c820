import { chunksOf } from '../../../platform/database/batches';
import { lastingFrom } from '../../../platform/database/collection';
import { derivedId } from '../../../platform/database/derived-id';
import { TermModel, type Term } from '../school.model';
import { csvOf, endDate, type CsvRow, type Exporting } from './export-rows';

const schoolsAtOnce = 100;

/** Orgs that only stand for something have an id made of it: the same with every export. */
function groupKey(districtId: string, group: string): string {
  return derivedId(districtId, 'group', group);
}

export function orgsCsv({ district, schools }: Exporting): AsyncGenerator<string> {
  const all = [...schools.values()];
  const ext = [...new Set(all.flatMap((school) => Object.keys(school.ext ?? {})))].sort();
  const groups = [...new Set(all.flatMap(({ group }) => group ?? []))];
  const columns = [
    'sourcedId',
    'status',
    'dateLastModified',
    'name',
    'type',
    'identifier',
    'parentSourcedId',
  ];
  const rows: CsvRow[] = [
    { sourcedId: district.id, name: district.name, type: 'district' },
    ...groups.map((group) => ({
      ...{ sourcedId: groupKey(district.id, group), name: group, type: 'local' },
      parentSourcedId: district.id,
    })),
    ...all.map(({ code, name, group, ext: kept }) => ({
      ...kept,
      ...{ sourcedId: code, name, type: 'school', identifier: code },
      parentSourcedId: group === null ? district.id : groupKey(district.id, group),
    })),
  ];
  return csvOf([...columns, ...ext], [rows]);
}

/** A session of the district is a term of each of its schools; it stands in the file once. */
export function sessionsCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'title', 'type', 'startDate', 'endDate'],
    ...['parentSourcedId', 'schoolYear'],
  ];
  return csvOf(columns, sessions(exporting));
}

async function* sessions(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  const said = new Set<string>();
  for await (const terms of termsOf(exporting)) {
    const fresh = terms.filter((term) => !said.has(sessionKey(term)) && said.add(sessionKey(term)));
    yield fresh.map((term) => ({
      ...{ sourcedId: sessionKey(term), title: term.name, type: 'term' },
      ...{ startDate: term.from, endDate: endDate(term.to), schoolYear: term.to.slice(0, 4) },
    }));
  }
}

export function sessionKey({ _id, sourcedId }: Term): string {
  return sourcedId ?? _id;
}

/** Terms of today and later, of some schools at a time. */
async function* termsOf({ schools, today }: Exporting): AsyncGenerator<Term[]> {
  for (const ids of chunksOf([...schools.keys()], schoolsAtOnce)) yield await termsIn(ids, today);
}

export function termsIn(schoolIds: readonly string[], today: string): Promise<Term[]> {
  return TermModel.find({ schoolId: { $in: schoolIds }, removedAt: null, ...lastingFrom(today) })
    .sort({ schoolId: 1, from: 1 })
    .lean<Term[]>();
}
