import { attendanceContract, type BoardRow } from '@quad/shared/attendance';
import type { Api } from '../support/api';
import type { Session } from '../support/session';
import type { SchoolDay } from './attendance-row';
import { presentAt } from './share';

/** Every school on the district's board of that day. */
export async function wholeBoard(api: Api, admin: Session, date: string): Promise<Map<string, BoardRow>> {
  const rows = new Map<string, BoardRow>();
  for (let page = 1, pages = 1; page <= pages; page++) {
    const board = await api.call(attendanceContract.board, { query: { date, page } }, admin);
    for (const row of board.schools) rows.set(row.code, row);
    pages = board.pages;
  }
  return rows;
}

/** @returns a sentence for each school that stands on the board otherwise than in the file; none when all is exact */
export function differences(
  schools: readonly SchoolDay[],
  pupils: number,
  board: ReadonlyMap<string, Pick<BoardRow, 'present' | 'marked'>>,
): string[] {
  return schools.flatMap(({ code, percent }) => {
    const row = board.get(code);
    if (row === undefined) return [`${code} is not on the board`];
    const expected =
      percent === null ? { present: 0, marked: 0 } : { present: presentAt(pupils, percent), marked: pupils };
    if (row.present === expected.present && row.marked === expected.marked) return [];
    return [
      `${code} has ${row.present} of ${row.marked} present where the file says ${expected.present} of ${expected.marked}`,
    ];
  });
}
