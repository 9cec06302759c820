import type { ReportName } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';

type Cell = string | number | null;
/** One row by the names of its columns; what a row does not name is empty. */
export type Row = Readonly<Record<string, Cell>>;

/** A table that comes into being row by row: nothing of it is read before somebody asks for the next row. */
export interface Report {
  columns: readonly string[];
  rows: AsyncIterable<Row>;
  /** what the rows come to; true once the last row is out */
  totals(): readonly Row[];
  /** about how many rows there will be */
  expected: number;
  /** the row as another system reads it; such a file has neither row numbers nor totals in its table */
  asDocument?: (row: Row) => object;
}

/** What somebody asked for, with the schools it is about. */
export interface Asked {
  ctx: Context;
  schoolIds: readonly string[];
  from: string;
  to: string;
  classId?: string | undefined;
}

/** What stands above a report: whose it is, of which days, as of when, who made it and how it counts. */
export interface About {
  report: ReportName;
  school: string;
  class: string;
  from: string;
  to: string;
  as_of: string;
  time_zone: string;
  made_by: string;
  formula: string;
}

/** Adds up the named columns of the rows that pass through it. */
export class Totals<C extends string> {
  readonly sums: Record<C, number>;

  constructor(readonly columns: readonly C[]) {
    this.sums = Object.fromEntries(columns.map((column) => [column, 0])) as Record<C, number>;
  }

  add<R extends Record<C, number>>(row: R): R {
    // decimals have three places, and adding them in binary leaves dust
    for (const column of this.columns)
      this.sums[column] = Math.round((this.sums[column] + row[column]) * 1_000) / 1_000;
    return row;
  }
}

/** Thousandths of a day as days. */
export function days(thousandths: number): number {
  return thousandths / 1_000;
}

/** With two decimals; null when there is nothing to be a part of, because nothing is not 0 %. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 100;
}

/** With three decimals. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1_000 * part) / whole) / 1_000;
}
