import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Unusable } from '../imports/import-kind';
import { readCsv, type CsvRow } from './read-csv';

const columns = { class_code: ['class'], start: [], room: ['place'] };

async function read(text: string | Buffer, chunkBytes = 7) {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, n) =>
    bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes),
  );
  const csv = await readCsv(Readable.from(chunks), { name: 'a.csv', columns });
  const rows: CsvRow[] = [];
  for await (const row of csv.rows) rows.push(row);
  return { header: csv.header, rows };
}

describe('a CSV file', () => {
  test('is read by the names of its columns, in any order and case, with a BOM and CRLF', async () => {
    const { header, rows } = await read('\uFEFFRoom, START ,Class_Code,Extra\r\nB2,09:00,7B,x\r\n');
    expect(rows).toEqual([{ line: 2, fields: { room: 'B2', start: '09:00', class_code: '7B', Extra: 'x' } }]);
    expect(header).toEqual({
      ...{ missing: [], unknown: ['Extra'], repeated: [] },
      renamed: [
        { found: 'Room', taken: 'room' },
        { found: 'START', taken: 'start' },
        { found: 'Class_Code', taken: 'class_code' },
      ],
    });
  });

  test.each([';', '\t'])('may have %j between its fields', async (delimiter) => {
    const { rows } = await read(['class', 'start', 'room\n7B', '"9,5"', 'A'].join(delimiter));
    expect(rows).toEqual([{ line: 2, fields: { class_code: '7B', start: '9,5', room: 'A' } }]);
  });

  test('says which columns are missing and which come twice', async () => {
    const { header, rows } = await read('place,class,Class Code\nA,7B,8C\n');
    expect(header).toMatchObject({ missing: ['start'], repeated: ['class_code'] });
    expect(rows).toEqual([{ line: 2, fields: { room: 'A', class_code: '7B' } }]);
  });

  test('names each bad row by the line it begins in and reads on', async () => {
    const { rows } = await read(
      'class_code,start,room\n7A,1,"two\nlines"\n\n7B,1\n,,\n7C,1,a"b\n7D,1,A,more\n7E,"1,A\n7F",1,A,\n7G,1,A,\n',
    );
    expect(rows).toEqual([
      { line: 2, fields: { class_code: '7A', start: '1', room: 'two\nlines' } },
      { line: 5, error: { code: 'csvFields', found: '2', expected: '3' } },
      { line: 7, fields: { class_code: '7C', start: '1', room: 'a"b' } },
      { line: 8, error: { code: 'csvFields', found: '4', expected: '3' } },
      { line: 9, error: { code: 'csvQuote', lines: '2' } },
      { line: 11, fields: { class_code: '7G', start: '1', room: 'A' } },
    ]);
  });

  test('is refused with more columns than anything has: a row of commas would be a million', async () => {
    const refused = { why: { code: 'csvColumns', about: { found: '100001', most: '500' } } };
    await expect(read(','.repeat(100_000), 4_096)).rejects.toMatchObject(refused);
  });

  test('says which rows are not UTF-8', async () => {
    const { rows } = await read(Buffer.from('class_code,start,room\n7A,1,Caf\xe9\n7B,1,A\n', 'latin1'));
    expect(rows).toEqual([
      { line: 2, error: { code: 'csvNotUtf8' } },
      { line: 3, fields: { class_code: '7B', start: '1', room: 'A' } },
    ]);
  });

  test('is refused as a whole when it is empty or a quotation mark is never closed', async () => {
    await expect(read('')).rejects.toThrow(Unusable);
    await expect(read('class_code,start,room\n7A,1,A\n7B,1,"A\n7C,1,A\n')).rejects.toMatchObject({
      why: { code: 'csvUnclosed', file: 'a.csv', about: { line: '3' } },
    });
    const huge = `class_code,start,room\n7B,1,"${'x'.repeat(2_000_000)}`;
    await expect(read(huge, 65_536)).rejects.toMatchObject({ why: { code: 'csvUnclosed' } });
  });
});
