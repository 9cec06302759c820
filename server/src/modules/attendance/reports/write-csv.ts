import { stringify } from 'csv-stringify/sync';
import type { About, Report, Row } from './report';

const rowsPerChunk = 200;

/**
 * RFC 4180, UTF-8 without BOM, the names of the columns first. What a spreadsheet would take for a formula gets an
 * apostrophe. The last column says as of when; the last rows are the totals, with `total` for a number.
 */
export async function* csvOf(report: Report, about: About): AsyncGenerator<string> {
  const isNumbered = report.asDocument === undefined;
  const columns = [...(isNumbered ? ['row'] : []), ...report.columns, 'as_of'];
  const written = (rows: readonly Row[]): string =>
    stringify(
      rows.map((row) => columns.map((column) => row[column] ?? null)),
      { escape_formulas: true, record_delimiter: '\r\n' },
    );
  yield stringify([columns], { escape_formulas: true, record_delimiter: '\r\n' });
  let number = 0;
  let chunk: Row[] = [];
  for await (const row of report.rows) {
    chunk.push({ ...row, row: ++number, as_of: about.as_of });
    if (chunk.length < rowsPerChunk) continue;
    yield written(chunk);
    chunk = [];
  }
  const totals = isNumbered ? report.totals() : [];
  yield written([...chunk, ...totals.map((row) => ({ ...row, row: 'total', as_of: about.as_of }))]);
}
