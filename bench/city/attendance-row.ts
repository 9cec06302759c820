import { isoDate } from '@quad/shared/platform';

/** What the file tells of one school on one day. */
export interface SchoolDay {
  date: string;
  code: string;
  name: string;
  borough: string | null;
  /** as written, because it is calculated with exactly; null: not submitted */
  percent: string | null;
}

export const columns = [
  'date',
  'school_code',
  'school_name',
  'borough',
  'district',
  'attendance_percent',
] as const;
type Column = (typeof columns)[number];
export type Header = Record<Column, number>;

const boroughs = new Map([
  ['M', 'Manhattan'],
  ['X', 'Bronx'],
  ['K', 'Brooklyn'],
  ['Q', 'Queens'],
  ['R', 'Staten Island'],
]);
/** The city's own sum stands among the schools. */
const cityTotal = 'TOTAL';
const percentage = /^(100(\.0+)?|\d{1,2}(\.\d{1,6})?)$/;

/** Where each column stands, whatever their order. @returns the missing ones instead, when there are any */
export function readHeader(cells: readonly string[]): Header | { missing: Column[] } {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) return { missing };
  return Object.fromEntries(columns.map((column) => [column, names.indexOf(column)])) as Header;
}

/** @returns null for a row that is no school; a sentence for one that cannot be read */
export function readRow(cells: readonly string[], header: Header): SchoolDay | string | null {
  const cell = (column: Column): string => cells[header[column]]?.trim() ?? '';
  const [date, code, name, percent] = [
    cell('date'),
    cell('school_code'),
    cell('school_name'),
    cell('attendance_percent'),
  ];
  if (code === cityTotal) return null;
  if (cells.length < columns.length)
    return `has ${cells.length} cells where the header has ${columns.length} or more`;
  if (!isoDate.safeParse(date).success) return `date “${date}” is not a day like 2015-03-04`;
  if (!/^\w{1,40}$/.test(code)) return `school_code “${code}” is not one word of letters and digits`;
  if (name === '' || name.length > 160) return 'school_name must have 1 to 160 characters';
  if (percent !== '' && !percentage.test(percent))
    return `attendance_percent “${percent}” is not a number from 0 to 100`;
  return {
    date,
    code,
    name,
    borough: boroughOf(cell('borough'), code),
    percent: percent === '' ? null : percent,
  };
}

/** Some rows lack the letter or have a wrong one; the school's code holds it too, third (15K418 is in Brooklyn). */
function boroughOf(letter: string, code: string): string | null {
  return boroughs.get(letter) ?? boroughs.get(code.charAt(2)) ?? null;
}
