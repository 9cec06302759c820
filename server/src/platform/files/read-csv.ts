import { Readable, pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { Unusable } from '../imports/import-kind';

/** Names of columns, each with other names it goes by. Case, spaces, `_` and `-` make no difference. */
export type Columns<C extends string = string> = Record<C, readonly string[]>;

export interface CsvHeader<C extends string = string> {
  /** asked for and not there */
  missing: C[];
  /** there and not asked for, as the file spells them; their values come along under that name */
  unknown: string[];
  /** taken for a column that is spelt differently */
  renamed: { found: string; taken: C }[];
  /** columns named twice, of which only the first is read */
  repeated: C[];
}

/** Why a row cannot be read; `about` of a refusal. */
type RowError =
  | { code: 'csvFields'; found: string; expected: string }
  | { code: 'csvQuote'; lines: string }
  | { code: 'csvNotUtf8' };

/** `line` is where the row begins; the header is line 1. Values are trimmed; what the row does not have is not there. */
export type CsvRow<C extends string = string> =
  | { line: number; fields: Partial<Record<C, string>> & Record<string, string | undefined> }
  | { line: number; error: RowError };

export interface Csv<C extends string = string> {
  header: CsvHeader<C>;
  /** to be read once; rows of nothing but empty fields are left out. @throws Unusable when a quote is never closed or a row has more than 1 MB */
  rows: AsyncIterable<CsvRow<C>>;
}

/** English for the codes of this file, for the `sentences` of a kind. */
export const csvSentences = {
  csvEmpty: 'This file has no rows.',
  csvColumns: 'This file has {{found}} columns, more than the {{most}} that are read.',
  csvUnclosed:
    'Line {{line}} cannot be read: a quotation mark in it is never closed, or it is longer than 1 MB.',
  csvFields: 'This row has {{found}} fields, the header {{expected}}.',
  csvQuote: 'A quotation mark in this row makes {{lines}} lines one row.',
  csvNotUtf8: 'This row is not UTF-8 text; save the file as UTF-8.',
} as const;

const maxRowBytes = 1024 * 1024;
/** a row of nothing but commas would be a million */
const mostColumns = 500;

/**
 * Reads CSV of any size in flat memory: comma, semicolon or tab as the first line has it, with or without a BOM.
 * @param name what the file is called in what is said about it
 * @throws Unusable for a file without a header, or with far too many columns
 */
export async function readCsv<C extends string>(
  source: AsyncIterable<Uint8Array>,
  { name, columns }: { name: string; columns: Columns<C> },
): Promise<Csv<C>> {
  const { delimiter, all } = await sniffed(source);
  let parsed = 0;
  const parser = parse({
    ...{ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true },
    // a quotation mark inside a field stands for itself: refusing it would lose the rows after it
    ...{ max_record_size: maxRowBytes, relax_quotes: true },
    on_record: (record: string[], { lines }) => {
      parsed = lines;
      return record;
    },
  });
  // whoever stops reading closes the file; what goes wrong is thrown where the rows are read
  pipeline(Readable.from(all, { objectMode: false }), parser, () => undefined);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<Parsed, undefined>;
  const next = async (): Promise<Parsed | undefined> => {
    try {
      return (await records.next()).value;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new Unusable({ code: 'csvUnclosed', file: name, about: { line: String(parsed + 1) } });
    }
  };
  const first = await next();
  if (first === undefined) throw new Unusable({ code: 'csvEmpty', file: name, about: {} });
  if (first.record.length > mostColumns) {
    parser.destroy();
    const about = { found: String(first.record.length), most: String(mostColumns) };
    throw new Unusable({ code: 'csvColumns', file: name, about });
  }
  const { header, names } = headerOf(first.record, columns);
  return { header, rows: rowsOf(next, names, () => parser.destroy()) };
}

interface Parsed {
  record: string[];
  info: Info;
}

async function* rowsOf<C extends string>(
  next: () => Promise<Parsed | undefined>,
  names: readonly (string | null)[],
  close: () => void,
): AsyncGenerator<CsvRow<C>> {
  try {
    for (let parsed = await next(); parsed !== undefined; parsed = await next())
      if (parsed.record.some((value) => value.trim() !== '')) yield rowOf(parsed, names);
  } finally {
    close();
  }
}

function rowOf<C extends string>({ record, info }: Parsed, names: readonly (string | null)[]): CsvRow<C> {
  // the parser knows the line a row ends in
  const breaks = record.reduce((sum, value) => sum + (value.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  const line = info.lines - breaks;
  const tooMany = record.slice(names.length).some((value) => value.trim() !== '');
  if (tooMany || record.length < names.length) {
    if (breaks > 0) return { line, error: { code: 'csvQuote', lines: String(breaks + 1) } };
    const [found, expected] = [String(record.length), String(names.length)];
    return { line, error: { code: 'csvFields', found, expected } };
  }
  if (record.some((value) => value.includes('\uFFFD'))) return { line, error: { code: 'csvNotUtf8' } };
  const fields: Record<string, string> = {};
  for (const [index, name] of names.entries()) if (name !== null) fields[name] = record[index]?.trim() ?? '';
  return { line, fields: fields as Partial<Record<C, string>> };
}

function headerOf<C extends string>(
  found: readonly string[],
  columns: Columns<C>,
): { header: CsvHeader<C>; names: (string | null)[] } {
  const known = new Map<string, C>();
  for (const [column, aliases] of Object.entries(columns) as [C, readonly string[]][])
    for (const spelling of [column, ...aliases]) known.set(folded(spelling), column);
  const header: CsvHeader<C> = { missing: [], unknown: [], renamed: [], repeated: [] };
  const seen = new Set<string>();
  const names = found.map((raw) => {
    const spelling = raw.trim();
    const column = known.get(folded(spelling));
    const name = column ?? spelling;
    if (seen.has(name) || name === '') {
      if (column !== undefined) header.repeated.push(column);
      return null;
    }
    seen.add(name);
    if (column === undefined) header.unknown.push(spelling);
    else if (column !== spelling) header.renamed.push({ found: spelling, taken: column });
    return name;
  });
  header.missing = (Object.keys(columns) as C[]).filter((column) => !seen.has(column));
  return { header, names };
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

const sniffBytes = 64 * 1024;
const quote = 34;
const delimiters = [',', ';', '\t'] as const;

/** The delimiter the first line has most of, and the whole stream again. */
async function sniffed(
  source: AsyncIterable<Uint8Array>,
): Promise<{ delimiter: string; all: AsyncIterable<Uint8Array> }> {
  const chunks = source[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  for (let read = await chunks.next(); !read.done; read = await chunks.next()) {
    head.push(read.value);
    size += read.value.length;
    if (read.value.includes(10) || size > sniffBytes) break;
  }
  const counts = new Map<number, number>();
  let quoted = false;
  for (const byte of Buffer.concat(head)) {
    if (byte === quote) quoted = !quoted;
    else if (byte === 10) break;
    else if (!quoted) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  const often = (delimiter: string): number => counts.get(delimiter.charCodeAt(0)) ?? 0;
  const [delimiter] = delimiters.toSorted((a, b) => often(b) - often(a));
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* head;
      for (let read = await chunks.next(); !read.done; read = await chunks.next()) yield read.value;
    } finally {
      await chunks.return?.();
    }
  }
  return { delimiter: delimiter ?? ',', all: all() };
}
