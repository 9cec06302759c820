import { addDays } from '@quad/shared/platform';
import { stringify } from 'csv-stringify/sync';
import type { District } from '../../../platform/http/context';
import type { School } from '../school.model';

/** What is exported: the district, its day, and its schools that are not archived, by id. */
export interface Exporting {
  district: District;
  today: string;
  schools: ReadonlyMap<string, School>;
}

export type CsvRow = Readonly<Record<string, string>>;

const crlf = { record_delimiter: '\r\n' };

/** RFC 4180 for another system to read: nothing is escaped for a spreadsheet's sake. */
export async function* csvOf(
  columns: readonly string[],
  batches: AsyncIterable<readonly CsvRow[]> | Iterable<readonly CsvRow[]>,
): AsyncGenerator<string> {
  yield stringify([[...columns]], crlf);
  for await (const rows of batches)
    yield stringify(
      rows.map((row) => columns.map((column) => row[column] ?? '')),
      crlf,
    );
}

/** What has stood since before the days a school could have been open has no beginning worth telling. */
export function beginDate(from: string): string {
  return from < '2000-01-01' ? '' : from;
}

/** The standard's end dates are the first day after. */
export function endDate(to: string | null): string {
  return to === null ? '' : addDays(to, 1);
}
