import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { About, Report, Row } from './report';
import { csvOf } from './write-csv';
import { jsonOf } from './write-json';
import { xlsxOf } from './write-xlsx';

const about: About = {
  ...{ report: 'attendance', school: 'Harbour & Sons', class: '', from: '2026-03-02', to: '2026-03-06' },
  ...{
    as_of: '2026-03-04T09:00:00+00:00',
    time_zone: 'Europe/London',
    made_by: 'Grace Mensah',
    formula: 'a ÷ b',
  },
};

/** Counts how far its rows were pulled, and whether somebody said that no more are wanted. */
function aReport(rows: readonly Row[] | number, fields: Partial<Report> = {}) {
  const seen = { pulled: 0, ended: false };
  const endless = async function* (): AsyncGenerator<Row> {
    try {
      for (let i = 0; typeof rows === 'number' ? i < rows : i < rows.length; i++) {
        seen.pulled += 1;
        yield await Promise.resolve(
          typeof rows === 'number'
            ? { name: `Pupil ${i} ${(i * 7919) % 104_729}`, days: i }
            : (rows[i] ?? {}),
        );
      }
    } finally {
      seen.ended = true;
    }
  };
  const report: Report = {
    columns: ['name', 'days'],
    rows: endless(),
    totals: () => [{ days: seen.pulled }],
    expected: 0,
    ...fields,
  };
  return { report, seen };
}

async function all(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

/** Reads a zip by its central directory, as a spreadsheet does. */
function unzip(zip: Buffer): Record<string, string> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, size, length] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26);
    const content = inflateRawSync(zip.subarray(start, start + packed));
    expect(content.length).toBe(size);
    files[zip.toString('utf8', at + 46, at + 46 + length)] = content.toString('utf8');
    at += 46 + length;
  }
  return files;
}

const nasty = [
  { name: 'O’Neill, "Jo"\nSecond line', days: 1.5 },
  { name: '=HYPERLINK("http://evil")', days: 2 },
  { name: '+1', days: null },
  { name: '@cmd', days: 0 },
  { name: '-2', days: -2 },
  { name: '\tTab <&>', days: 3 },
];

describe('CSV', () => {
  it('has the names first, quotes what needs it, lets nothing be a formula, and ends with the totals', async () => {
    const text = (await all(csvOf(aReport(nasty).report, about))).toString('utf8');
    expect(text).toBe(
      [
        'row,name,days,as_of',
        '1,"O’Neill, ""Jo""\nSecond line",1.5,2026-03-04T09:00:00+00:00',
        `2,"'=HYPERLINK(""http://evil"")",2,2026-03-04T09:00:00+00:00`,
        "3,'+1,,2026-03-04T09:00:00+00:00",
        "4,'@cmd,0,2026-03-04T09:00:00+00:00",
        "5,'-2,-2,2026-03-04T09:00:00+00:00",
        "6,'\tTab <&>,3,2026-03-04T09:00:00+00:00",
        'total,,6,2026-03-04T09:00:00+00:00',
        '',
      ].join('\r\n'),
    );
  });

  it('has neither numbers nor totals where another system reads it', async () => {
    const { report } = aReport([{ name: 'A', days: 1 }], { asDocument: (row) => ({ body: row }) });
    expect((await all(csvOf(report, about))).toString()).toBe(
      'name,days,as_of\r\nA,1,2026-03-04T09:00:00+00:00\r\n',
    );
  });

  it('reads no further than it is read', async () => {
    const { report, seen } = aReport(Infinity);
    const csv = csvOf(report, about);
    for (let i = 0; i < 3; i++) await csv.next();
    expect(seen.pulled).toBe(400);
    await csv.return(undefined);
    expect(seen).toEqual({ pulled: 400, ended: true });
  });
});

describe('XLSX', () => {
  it('is a zip with the rows as text and numbers, the totals, and a sheet about itself', async () => {
    const files = unzip(await all(xlsxOf(aReport(nasty).report, about)));
    expect(Object.keys(files).sort()).toEqual([
      ...[
        '[Content_Types].xml',
        '_rels/.rels',
        'xl/_rels/workbook.xml.rels',
        'xl/styles.xml',
        'xl/workbook.xml',
      ],
      ...['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'],
    ]);
    const rows = files['xl/worksheets/sheet2.xml']!;
    expect(rows).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://evil&quot;)</t>');
    expect(rows).toContain('<t xml:space="preserve">\tTab &lt;&amp;&gt;</t>');
    expect(rows).toContain('<c><v>1.5</v></c>');
    expect(rows.match(/<row /g)).toHaveLength(8);
    expect(files['xl/worksheets/sheet1.xml']).toContain('Harbour &amp; Sons');
    expect(files['xl/worksheets/sheet1.xml']).toContain('a ÷ b');
  });

  it('goes on on another sheet when one is full', async () => {
    const files = unzip(await all(xlsxOf(aReport(25).report, about, 10)));
    const sheets = Object.keys(files).filter((name) => name.startsWith('xl/worksheets/'));
    expect(sheets).toHaveLength(4);
    expect(files['xl/workbook.xml']).toContain('name="Report 3"');
    const numbers = sheets.flatMap((name) => [...files[name]!.matchAll(/>Pupil \d+ /g)]);
    expect(numbers).toHaveLength(25);
  });

  it('reads no further than it is read, and lets go when nobody reads on', async () => {
    const { report, seen } = aReport(Infinity);
    const xlsx = xlsxOf(report, about);
    for (let i = 0; i < 3; i++) await xlsx.next();
    await new Promise((done) => setTimeout(done, 50));
    // what waits in between is bounded, however long nobody reads
    const ahead = seen.pulled;
    expect(ahead).toBeLessThan(20_000);
    await new Promise((done) => setTimeout(done, 50));
    expect(seen.pulled).toBe(ahead);
    await xlsx.return(undefined);
    await new Promise((done) => setTimeout(done, 20));
    expect(seen.ended).toBe(true);
  });

  it('tells of what breaks while it is made', async () => {
    const broken = (async function* (): AsyncGenerator<Row> {
      yield await Promise.resolve({ name: 'A', days: 1 });
      throw new Error('the database went away');
    })();
    await expect(all(xlsxOf(aReport([], { rows: broken }).report, about))).rejects.toThrow('went away');
  });
});

describe('JSON', () => {
  it('says what it is about, then the rows and what they come to', async () => {
    const parsed = JSON.parse((await all(jsonOf(aReport(nasty).report, about))).toString());
    expect(parsed).toMatchObject({ about: { formula: 'a ÷ b' }, rows: nasty, totals: [{ days: 6 }] });
    expect(JSON.parse((await all(jsonOf(aReport([]).report, about))).toString()).rows).toEqual([]);
  });

  it('is an array of documents where another system reads it', async () => {
    const { report } = aReport([{ name: 'A', days: 1 }], { asDocument: (row) => ({ body: row.name }) });
    expect(JSON.parse((await all(jsonOf(report, about))).toString())).toEqual([{ body: 'A' }]);
  });
});
