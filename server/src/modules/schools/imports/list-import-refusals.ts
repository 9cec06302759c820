import type { ImportRefusal } from '@quad/shared/imports';
import type { FileAnswer, Paged } from '@quad/shared/platform';
import { stringify } from 'csv-stringify/sync';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { ImportRefusalModel, type ImportRecord } from '../../../platform/imports/import.model';
import { presentRefusal } from './imports.present';
import { importFor } from './visible-imports';

interface Asked {
  page?: number | undefined;
  severity?: ImportRefusal['severity'] | undefined;
}

/** Lines that are not taken, or not whole. @throws Failure not_found, not_allowed */
export async function listImportRefusals(
  ctx: Context,
  importId: string,
  { page, severity }: Asked,
): Promise<Paged<ImportRefusal>> {
  const record = await importFor(ctx, importId);
  const filter = { importId, ...(severity !== undefined && { severity }) };
  const found = await scoped(ImportRefusalModel, ctx.scope).page(filter, { sort: { n: 1 }, page });
  return { ...found, rows: found.rows.map((refusal) => presentRefusal(ctx, record, refusal)) };
}

/** The same as CSV, for whoever mends the source. @throws Failure not_found, not_allowed */
export async function downloadImportRefusals(ctx: Context, importId: string): Promise<FileAnswer> {
  const record = await importFor(ctx, importId);
  const name = `${record.fileName.replace(/\.\w+$/, '')} - refused lines.csv`;
  return { type: 'text/csv; charset=utf-8', name, content: linesOf(ctx, record) };
}

const columns = ['file', 'line', 'column', 'value', 'severity', 'code', 'sentence'] as const;
const rowsPerChunk = 200;
// what a spreadsheet would take for a formula gets an apostrophe
const format = { escape_formulas: true, record_delimiter: '\r\n' } as const;

async function* linesOf(ctx: Context, record: ImportRecord): AsyncGenerator<string> {
  const found = scoped(ImportRefusalModel, ctx.scope).stream(
    { importId: record._id },
    { select: { _id: 0 }, sort: { n: 1 }, hint: { importId: 1, n: 1 } },
  );
  let chunk: unknown[][] = [[...columns]];
  for await (const refusal of found) {
    const said = presentRefusal(ctx, record, refusal);
    chunk.push(columns.map((column) => said[column]));
    if (chunk.length < rowsPerChunk) continue;
    yield stringify(chunk, format);
    chunk = [];
  }
  yield stringify(chunk, format);
}
