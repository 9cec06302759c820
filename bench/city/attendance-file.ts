import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { columns, readHeader, readRow, type Header, type SchoolDay } from './attendance-row';

const mostReported = 10;

/**
 * The schools of one day in order of their codes, read as a stream: the file of a year need not fit in memory.
 * @throws Refusal naming the line and what is wrong there, or the days the file has when `date` is not one of them
 */
export async function schoolsOn(file: string, date: string): Promise<SchoolDay[]> {
  const reading = new Reading(date);
  const rows = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const sink = new Transform({
    objectMode: true,
    transform({ record, info }: { record: string[]; info: { lines: number } }, _encoding, done) {
      done(reading.row(record, info.lines));
    },
  });
  try {
    const unpacking = (await isGzip(file)) ? [createGunzip()] : [];
    await pipeline([createReadStream(file), ...unpacking, rows, sink]);
  } catch (error) {
    throw inOneSentence(error, file);
  }
  return reading.result(file);
}

class Reading {
  readonly #schools = new Map<string, SchoolDay>();
  readonly #wrong: string[] = [];
  #header: Header | null = null;
  #first = '9999';
  #last = '';

  constructor(readonly date: string) {}

  /** @returns an error only where reading on makes no sense */
  row(cells: string[], line: number): Error | null {
    if (this.#header === null) {
      const header = readHeader(cells);
      if ('missing' in header)
        return new Refusal(
          `The first line lacks the column ${header.missing.join(', ')}: it must name ${columns.join(', ')}, in any order.`,
        );
      this.#header = header;
      return null;
    }
    const row = readRow(cells, this.#header);
    if (typeof row === 'string') this.#wrong.push(`line ${line}: ${row}`);
    else if (row !== null) this.#keep(row, line);
    return this.#wrong.length < mostReported ? null : this.#refusal();
  }

  result(file: string): SchoolDay[] {
    if (this.#header === null)
      throw new Refusal(`${file} is empty: it must begin with a line that names ${columns.join(', ')}.`);
    if (this.#wrong.length > 0) throw this.#refusal();
    if (this.#schools.size > 0) return [...this.#schools.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    const has =
      this.#last === ''
        ? 'it has no rows'
        : `it has days from ${this.#first} to ${this.#last}; choose one with school`;
    throw new Refusal(`${file} tells nothing of ${this.date}: ${has}.`);
  }

  #keep(row: SchoolDay, line: number): void {
    if (row.date < this.#first) this.#first = row.date;
    if (row.date > this.#last) this.#last = row.date;
    if (row.date !== this.date) return;
    if (this.#schools.has(row.code))
      this.#wrong.push(`line ${line}: ${row.code} has a row for ${row.date} already`);
    this.#schools.set(row.code, row);
  }

  #refusal(): Refusal {
    return new Refusal(
      `The file has rows that cannot be read; correct them and run again:\n  ${this.#wrong.join('\n  ')}`,
    );
  }
}

/** By its first two bytes, so that a file may be called anything. */
async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await handle.close();
  }
}

function inOneSentence(error: unknown, file: string): unknown {
  if (error instanceof CsvError) return new Refusal(`${file} is not proper CSV: ${error.message}.`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT')
    return new Refusal(`There is no file ${file}: give the path of the attendance CSV, plain or gzipped.`);
  if (code === 'EISDIR' || code === 'EACCES')
    return new Refusal(`${file} cannot be read (${code}): give the path of a file you may read.`);
  if (code.startsWith('Z_'))
    return new Refusal(`${file} is gzip that is damaged or cut off (${code}): fetch it again.`);
  return error;
}
