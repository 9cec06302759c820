import { readCsv, type CsvHeader } from '../../../platform/files/read-csv';
import { Unusable, type Reading } from '../../../platform/imports/import-kind';
import type { Archive } from './open-archive';
import { keyOf, quadRole } from './roster';
import { batchRows, type NewRow, type StagedRows } from './staged-rows';
import { isExtension, tableOf, type TableName, type Version } from './tables';

/** The standard's own limit for an id. */
const maxId = 255;
const maxRow = 64 * 1024;

export interface StagedTableSize {
  rows: number;
  /** some row names nobody knows what */
  isUnreadable: boolean;
  /** columns of the standard that it does not have */
  missing: readonly string[];
}

/** Without these a row names nobody knows what, though it has an id of its own. */
const naming: Partial<Record<TableName, readonly string[]>> = {
  roles: ['userSourcedId'],
  enrollments: ['classSourcedId', 'userSourcedId'],
};

interface Staging {
  archive: Archive;
  rows: StagedRows;
  reading: Reading;
  version: Version;
  /** so many more rows have been read */
  read: (rows: number) => void;
}

/** Reads one file of the roster into rows, and refuses those that can't be one. @throws Unusable when a column is missing */
export async function stageTable(
  table: TableName,
  { archive, rows, reading, version, read }: Staging,
): Promise<StagedTableSize> {
  const name = `${table}.csv`;
  const { columns, needed, kept } = tableOf(table, version);
  const wanted = Object.fromEntries(kept.filter((column) => !(column in columns)).map((c) => [c, []]));
  const csv = await readCsv(await archive.read(table.toLowerCase()), {
    name,
    columns: { ...columns, ...wanted },
  });
  sayHeader(csv.header, { name, needed, ours: Object.keys(wanted), reading });
  const extensions = csv.header.unknown.filter(isExtension);
  const size: StagedTableSize = { rows: 0, isUnreadable: false, missing: csv.header.missing };
  const refuse = (line: number, code: string, about: Record<string, string>, column: string | null = null) =>
    reading.refuse({
      ...{ file: name, line, column, value: null, severity: 'refused', code },
      about: { line: String(line), ...about },
    });
  const batch: NewRow[] = [];
  const flush = async (): Promise<void> => {
    await addRows(table, batch.splice(0), rows, refuse);
  };
  for await (const row of csv.rows) {
    size.rows += 1;
    if ('error' in row) {
      const { code, ...about } = row.error;
      size.isUnreadable = true;
      await refuse(row.line, code, about);
      continue;
    }
    const values = Object.values(row.fields);
    // a stray quotation mark may have swallowed the rows after it
    if (values.some((value) => value?.includes('\n'))) size.isUnreadable = true;
    const id = row.fields.sourcedId ?? '';
    const bytes = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    if (id === '' || id.length > maxId || bytes > maxRow) {
      size.isUnreadable = true;
      if (id === '') await refuse(row.line, 'missingValue', { column: 'sourcedId' }, 'sourcedId');
      else if (bytes > maxRow) await refuse(row.line, 'rowTooLong', {});
      else await refuse(row.line, 'tooLong', { column: 'sourcedId', limit: String(maxId) }, 'sourcedId');
      continue;
    }
    const fields = pick(row.fields, kept);
    if (naming[table]?.some((column) => fields[column] === undefined) === true) size.isUnreadable = true;
    const ext = pick(row.fields, extensions);
    const link = linkOf(table, fields);
    batch.push({
      ...{ key: id, link, line: row.line, fields },
      ...(Object.keys(ext).length > 0 && { ext }),
    });
    if (batch.length < batchRows) continue;
    read(batch.length);
    await flush();
  }
  read(batch.length);
  await flush();
  return size;
}

/** The second row with an id is refused, but what it names stays named. */
async function addRows(
  table: TableName,
  batch: readonly NewRow[],
  rows: StagedRows,
  refuse: (line: number, code: string, about: Record<string, string>, column: string) => Promise<void>,
): Promise<void> {
  const doubled = await rows.add(table, batch);
  if (doubled.length === 0) return;
  const first = await rows.find(
    table,
    doubled.map(({ key }) => key),
  );
  for (const { key, line } of doubled)
    await refuse(
      line,
      'doubledSourcedId',
      { id: key, first: String(first.get(key)?.line ?? 0) },
      'sourcedId',
    );
  await rows.add(
    table,
    doubled.map((row) => ({ ...row, key: keyOf(row.key, String(row.line)), refused: true })),
  );
}

/** What is looked up in each table, besides its ids. */
function linkOf(table: TableName, fields: Record<string, string>): string {
  switch (table) {
    case 'classes':
      return fields.schoolSourcedId ?? '';
    case 'users':
      return (fields.username ?? '').toLowerCase();
    case 'roles':
      return fields.userSourcedId ?? '';
    case 'enrollments':
      return enrolmentLink(fields.classSourcedId, fields.userSourcedId, fields.role);
    case 'orgs':
    case 'academicSessions':
    case 'courses':
      return '';
  }
}

/** Rows of one class come together when they are read in order of this. A role the standard does not know may be any. */
export function enrolmentLink(classKey = '', userKey = '', role = ''): string {
  return keyOf(classKey, userKey, quadRole(role) === undefined ? '' : role.toLowerCase());
}

function pick(fields: Record<string, string | undefined>, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) if (fields[name] !== undefined && fields[name] !== '') found[name] = fields[name];
  return found;
}

function sayHeader(
  { missing, unknown, renamed, repeated }: CsvHeader,
  {
    name,
    needed,
    ours,
    reading,
  }: { name: string; needed: readonly string[]; ours: readonly string[]; reading: Reading },
): void {
  const lacking = missing.filter((column) => needed.includes(column));
  const text = (columns: readonly string[]): string => columns.slice(0, 20).join(', ').slice(0, 400);
  if (lacking.length > 0)
    throw new Unusable({ code: 'missingHeaders', file: name, about: { columns: text(lacking) } });
  const say = (code: string, columns: readonly string[]): void => {
    if (columns.length > 0) reading.notice({ code, file: name, about: { columns: text(columns) } });
  };
  say(
    'columnsMissing',
    missing.filter((column) => !ours.includes(column)),
  );
  say(
    'columnsRenamed',
    renamed.map(({ found, taken }) => `${found} → ${taken}`),
  );
  say('columnsRepeated', repeated);
  say('columnsKept', unknown.filter(isExtension));
  say(
    'columnsIgnored',
    unknown.filter((column) => !isExtension(column)),
  );
}
