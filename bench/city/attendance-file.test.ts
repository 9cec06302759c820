import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { schoolsOn } from './attendance-file';

const folder = mkdtempSync(join(tmpdir(), 'quad-city-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const header = 'date,school_code,school_name,borough,district,attendance_percent';
let files = 0;

function aFile(lines: string[] | Buffer): string {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, Array.isArray(lines) ? `${lines.join('\n')}\n` : lines);
  return path;
}

describe('the schools of a day', () => {
  it('come in order of their codes, from plain or gzipped files, whatever the order of the columns', async () => {
    const lines = [
      '\ufeffborough,attendance_percent,school_code,date,remark,district,school_name',
      'X,91.30,02X001,2015-03-04,,02,"SECOND, THE"',
      'M,,01M001,2015-03-04,,01,FIRST',
      'M,90,01M001,2015-03-05,,01,FIRST',
    ];
    const expected = [
      { date: '2015-03-04', code: '01M001', name: 'FIRST', borough: 'Manhattan', percent: null },
      { date: '2015-03-04', code: '02X001', name: 'SECOND, THE', borough: 'Bronx', percent: '91.30' },
    ];
    expect(await schoolsOn(aFile(lines), '2015-03-04')).toEqual(expected);
    expect(await schoolsOn(aFile(gzipSync(lines.join('\r\n'))), '2015-03-04')).toEqual(expected);
  });

  it('leave out the city’s total and find a missing borough in the school’s code', async () => {
    const file = aFile([header, '2015-03-04,TOTAL,CITYWIDE,,,91.66', '2015-03-04,15K418,CHILDREN,,,96.98']);
    expect(await schoolsOn(file, '2015-03-04')).toMatchObject([{ code: '15K418', borough: 'Brooklyn' }]);
  });
});

describe('a file is refused', () => {
  const row = '2015-03-04,01M001,FIRST,M,01,90';

  it.each([
    [
      'for a column that is missing',
      ['date,school_code,school_name,borough,district,percent', row],
      /lacks the column attendance_percent/,
    ],
    ['when it is empty', [], /is empty/],
    [
      'with the line of a percentage that is none',
      [header, row, '2015-03-04,01M002,X,M,01,n/a'],
      /line 3: attendance_percent “n\/a”/,
    ],
    [
      'with the line of a percentage above 100',
      [header, '2015-03-04,01M002,X,M,01,100.01'],
      /line 2: attendance_percent/,
    ],
    ['with the line of a bad date', [header, '04/03/2015,01M002,X,M,01,90'], /line 2: date “04\/03\/2015”/],
    ['with the line of a row cut short', [header, row, '2015-03-04,01M002'], /line 3: has 2 cells/],
    ['with the line of a school that comes twice', [header, row, row], /line 3: 01M001 has a row/],
    ['for a quote that is never closed', [header, '2015-03-04,01M001,"FIRST,M,01,90'], /is not proper CSV/],
    [
      'with the days it has',
      [header, row, '2015-06-30,01M001,FIRST,M,01,90'],
      /from 2015-03-04 to 2015-06-30/,
      '2015-03-07',
    ],
  ])('%s', async (_why, lines, sentence, date = '2015-03-04') => {
    await expect(schoolsOn(aFile(lines), date)).rejects.toThrow(sentence);
  });

  it('when its gzip is cut off', async () => {
    const whole = gzipSync([header, row].join('\n'));
    await expect(schoolsOn(aFile(whole.subarray(0, 40)), '2015-03-04')).rejects.toThrow(/damaged or cut off/);
  });

  it('when there is none', async () => {
    await expect(schoolsOn(join(folder, 'none.csv'), '2015-03-04')).rejects.toThrow(/There is no file/);
  });
});
