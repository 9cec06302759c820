import { createReadStream } from 'node:fs';
import { csvSentences, readCsv, type Columns, type CsvRow } from '../files/read-csv';
import { Unusable, type Reading } from './import-kind';

/** What is said about a file of rows, for the `sentences` of a kind. */
export const csvFileSentences = {
  ...csvSentences,
  notCsv: 'This is a zip; hand in the CSV file itself.',
  columnsWrong: 'These columns are missing: {{missing}}. These are not known: {{unknown}}.',
  columnsMissing: 'These columns are missing: {{missing}}.',
  columnsTwice: 'These columns are there twice: {{columns}}.',
  columnsIgnored: 'These columns are not read: {{columns}}.',
} as const;

const progressEvery = 1_000;

/**
 * The rows of an import that is one CSV file; those that cannot be read are refused on the way.
 * A name that is not known is no harm unless a column is missing: then it may be that one, misspelt.
 * @throws Unusable
 */
export async function* openCsv<C extends string>(
  reading: Reading,
  columns: Columns<C>,
  required: readonly C[],
): AsyncGenerator<Extract<CsvRow<C>, { fields: unknown }>> {
  const { file, fileName } = reading;
  const unusable = (code: string, about: Record<string, string> = {}): Unusable =>
    new Unusable({ code, file: fileName, about });
  if (file.type !== 'text/csv') throw unusable('notCsv');
  const stream = createReadStream(file.path);
  try {
    const { header, rows } = await readCsv(stream, { name: fileName, columns });
    const { missing, unknown, repeated } = header;
    const needed = missing.filter((column) => required.includes(column));
    if (repeated.length > 0) throw unusable('columnsTwice', { columns: repeated.join(', ') });
    if (missing.length > 0 && unknown.length > 0)
      throw unusable('columnsWrong', { missing: missing.join(', '), unknown: unknown.join(', ') });
    if (needed.length > 0) throw unusable('columnsMissing', { missing: needed.join(', ') });
    if (unknown.length > 0)
      reading.notice({ code: 'columnsIgnored', file: fileName, about: { columns: unknown.join(', ') } });
    let read = 0;
    for await (const row of rows) {
      if (++read % progressEvery === 0) reading.progress(stream.bytesRead, file.bytes);
      if ('fields' in row) yield row;
      else {
        const { code, ...about } = row.error;
        const nowhere = { file: fileName, line: row.line, column: null, value: null };
        await reading.refuse({ ...nowhere, severity: 'refused', code, about });
      }
    }
    reading.progress(file.bytes, file.bytes);
  } finally {
    stream.destroy();
  }
}
