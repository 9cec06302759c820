import {
  cellText,
  lessonIdIn,
  readCell,
  type CellValue,
  type GradeColumn,
  type GradeImportRefusal,
  type GradeRow,
} from '@quad/shared/learning';
import { Readable } from 'node:stream';
import { readCsv } from '../../../platform/files/read-csv';
import { Unusable } from '../../../platform/imports/import-kind';
import { learnerHead } from './export-grades';

interface Asked {
  line: number;
  personId: string;
  /** what stands in each column that could be taken, by lesson */
  cells: Map<string, string>;
}

export interface GradeFile {
  columns: GradeColumn[];
  lines: Asked[];
  refused: GradeImportRefusal[];
}

/** What a file asks for, line by line; the header is line 1. It knows nothing of who learns. */
export async function readGradeFile(csv: string, columns: readonly GradeColumn[]): Promise<GradeFile> {
  const refused: GradeImportRefusal[] = [];
  const refuse = (line: number, column: string, reason: GradeImportRefusal['reason'], value = ''): void =>
    void refused.push({ line, column, reason, value: value.slice(0, 80) });
  const lines: Asked[] = [];
  const taken = new Map<string, { head: string; column: GradeColumn }>();
  try {
    const named = { [learnerHead]: [] as string[], name: [] as string[], total: [] as string[] };
    const { header, rows } = await readCsv(Readable.from([Buffer.from(csv)]), {
      name: 'grades',
      columns: named,
    });
    if (header.missing.includes(learnerHead)) refuse(1, learnerHead, 'noLearnerColumn');
    for (const head of header.unknown) {
      const column = columns.find(({ lessonId }) => lessonId === lessonIdIn(head));
      if (column === undefined) refuse(1, head, 'unknownColumn');
      else if (taken.has(column.lessonId)) refuse(1, head, 'repeatedColumn');
      else taken.set(column.lessonId, { head, column });
    }
    for await (const row of rows) {
      if ('error' in row) refuse(row.line, '', 'unreadable');
      else {
        const { line, fields } = row;
        const cells = [...taken].map(([lessonId, { head }]) => [lessonId, fields[head] ?? ''] as const);
        lines.push({ line, personId: fields[learnerHead] ?? '', cells: new Map(cells) });
      }
    }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    refuse(Number(error.why.about.line ?? 1), '', 'unreadable');
  }
  return { columns: [...taken.values()].map(({ column }) => column), lines, refused };
}

export interface GradeFileChange {
  line: number;
  row: GradeRow;
  column: GradeColumn;
  from: string;
  to: string;
  was: CellValue;
  value: CellValue;
}

/** What the file would change, and what of it cannot be taken. @param rows of the learners of the course it names */
export function compareGrades(
  { columns, lines, refused: unread }: GradeFile,
  rows: ReadonlyMap<string, GradeRow>,
): { changes: GradeFileChange[]; same: number; refused: GradeImportRefusal[] } {
  const refused = [...unread];
  const changes: GradeFileChange[] = [];
  const seen = new Set<string>();
  let same = 0;
  for (const { line, personId, cells } of lines) {
    const row = rows.get(personId);
    const reason = row === undefined ? 'unknownLearner' : seen.has(personId) ? 'repeatedLearner' : null;
    seen.add(personId);
    if (row === undefined || reason !== null) {
      refused.push({
        line,
        column: learnerHead,
        reason: reason ?? 'unknownLearner',
        value: personId.slice(0, 80),
      });
      continue;
    }
    for (const column of columns) {
      const value = cells.get(column.lessonId) ?? '';
      const asked = readCell(value, column.of);
      const cell = row.cells.find(({ lessonId }) => lessonId === column.lessonId);
      if (cell === undefined) continue;
      if (typeof asked === 'string') {
        refused.push({ line, column: column.title, reason: asked, value: value.slice(0, 80) });
        continue;
      }
      const was = { override: cell.source === 'override' ? cell.points : null, excused: cell.excused };
      const to =
        asked.kind === 'leave'
          ? was
          : asked.kind === 'excuse'
            ? { ...was, excused: true }
            : { override: asked.points === cell.points ? was.override : asked.points, excused: false };
      const after = { points: to.override ?? cell.earned, excused: to.excused };
      const [before, then] = [cellText(cell), cellText(after)];
      if (before === then) same += 1;
      else changes.push({ line, row, column, from: before, to: then, was, value: to });
    }
  }
  return { changes, same, refused };
}
