/** The package ships no types; this is the part Quad uses. */
declare module 'migrate-mongo' {
  import type { Db, MongoClient } from 'mongodb';

  export const config: { set(content: Record<string, unknown>): void };
  /** names of the migrations it applied */
  export function up(db: Db, client: MongoClient): Promise<string[]>;
}
