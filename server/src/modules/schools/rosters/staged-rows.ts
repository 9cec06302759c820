import type { Filter } from 'mongodb';
import { duplicatesIn } from '../../../platform/database/failures';
import { groupBy } from './group-by';
import { RosterRowModel, type RosterRow } from './roster-row.model';

/** Rows read or written at once. */
export const batchRows = 1_000;
const keptMs = 24 * 3_600_000;

/** The tables of a roster, and what Quad derives from them while it reads. */
export type StagedTable =
  | 'orgs'
  | 'academicSessions'
  | 'courses'
  | 'classes'
  | 'users'
  | 'roles'
  | 'enrollments'
  /** a role somebody is to have, whichever way the file says it */
  | 'given'
  /** a person who names others as agents, and a pupil with a guardian in a school */
  | 'agents'
  | 'links'
  /** people the file takes out, and what ends by this import */
  | 'leaving'
  | 'ended'
  /** people of Quad who come into a class */
  | 'joining';

export type NewRow = Pick<RosterRow, 'key' | 'link' | 'line' | 'fields'> &
  Partial<Pick<RosterRow, 'ext' | 'refused'>>;

/** The rows of one import while it is read: in the database, so that memory stays flat however many people come. */
export class StagedRows {
  readonly #rows = RosterRowModel.collection;
  // nobody else reads these rows, and none outlives its import: they need no majority
  readonly #write = { writeConcern: { w: 1, journal: false } } as const;
  readonly #read = { readConcern: 'local' } as const;

  constructor(readonly importId: string) {}

  /** @returns those whose key another row has already; they are not added */
  async add(table: StagedTable, rows: readonly NewRow[]): Promise<NewRow[]> {
    if (rows.length === 0) return [];
    const expiresAt = new Date(Date.now() + keptMs);
    const documents = rows.map(({ key, ...row }) => ({
      ...{ _id: this.#idOf(table, key), importId: this.importId, table, key, ...row, expiresAt },
    }));
    const taken = await this.#rows
      .insertMany(documents as never[], { ordered: false, ...this.#write })
      .then(() => [], duplicatesIn);
    return taken.flatMap((index) => rows[index] ?? []);
  }

  async find(table: StagedTable, keys: readonly string[]): Promise<Map<string, RosterRow>> {
    const found = await this.#all({ _id: { $in: [...new Set(keys)].map((key) => this.#idOf(table, key)) } });
    return new Map(found.map((row) => [row.key, row]));
  }

  /** Rows with these links, by link. */
  async linked(table: StagedTable, links: readonly string[]): Promise<Map<string, RosterRow[]>> {
    const { importId } = this;
    const found = await this.#all({ importId, table, link: { $in: [...new Set(links)] } });
    return groupBy(found, ({ link }) => link);
  }

  /**
   * Every row of a table in order of its lines, or of its links: then rows of one link come together, unless there are
   * thousands of them.
   */
  async *batches(table: StagedTable, order: 'line' | 'link' = 'line'): AsyncGenerator<RosterRow[]> {
    const sort: Record<string, 1> = order === 'line' ? { line: 1 } : { link: 1, line: 1 };
    const cursor = this.#rows
      .find<RosterRow>({ importId: this.importId, table }, { ...this.#read, batchSize: batchRows })
      .sort(sort)
      .hint({ importId: 1, table: 1, ...sort });
    let batch: RosterRow[] = [];
    try {
      for await (const row of cursor) {
        const isCut = order === 'line' || batch.at(-1)?.link !== row.link || batch.length >= 5 * batchRows;
        if (batch.length >= batchRows && isCut) {
          yield batch;
          batch = [];
        }
        batch.push(row);
      }
      if (batch.length > 0) yield batch;
    } finally {
      await cursor.close();
    }
  }

  async markRefused(rows: readonly RosterRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#rows.updateMany(
      { _id: { $in: rows.map(({ _id }) => _id) as never[] } },
      { $set: { refused: true } },
      this.#write,
    );
  }

  async clear(): Promise<void> {
    await this.#rows.deleteMany({ importId: this.importId }, this.#write);
  }

  #idOf(table: StagedTable, key: string): string {
    return `${this.importId} ${table} ${key}`;
  }

  #all(filter: Filter<RosterRow>): Promise<RosterRow[]> {
    return this.#rows.find<RosterRow>(filter as never, this.#read).toArray();
  }
}
