/** What a spreadsheet would run begins with one of these; apostrophes before it are counted up and down, so that any text comes back as it was. */
const formula = /^'*[=+\-@\t\r\n]/;
const escaped = /^'+[=+\-@\t\r\n]/;

export function escapeFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function unescapeFormula(text: string): string {
  return escaped.test(text) ? text.slice(1) : text;
}

/** The head of a lesson's column: its title for people, its id for Quad. */
export function columnHead({ title, lessonId }: { title: string; lessonId: string }): string {
  return escapeFormula(`${title} [${lessonId}]`);
}

/** The lesson a head names, or null. */
export function lessonIdIn(head: string): string | null {
  return /\[([0-9a-f]{24})\]\s*$/.exec(head)?.[1] ?? null;
}

export const excusedWord = 'EX';

/** What counts in a cell, as it stands in a file. */
export function cellText({ points, excused }: { points: number | null; excused: boolean }): string {
  if (excused) return excusedWord;
  return points === null ? '' : String(points);
}

export type CellAsked = { kind: 'leave' } | { kind: 'excuse' } | { kind: 'points'; points: number };

/** What a cell of a file asks for: an empty one nothing. @returns a reason when it cannot be read */
export function readCell(text: string, of: number): CellAsked | 'notANumber' | 'tooMany' {
  const value = unescapeFormula(text.trim());
  if (value === '') return { kind: 'leave' };
  if (value.toUpperCase() === excusedWord) return { kind: 'excuse' };
  // 7.5 and 7,5: spreadsheets write either
  if (!/^\d{1,6}([.,]\d{1,10})?$/.test(value)) return 'notANumber';
  const points = Number(value.replace(',', '.'));
  return points <= of ? { kind: 'points', points } : 'tooMany';
}
