import type { Range } from '@quad/shared/learning';
import { Dexie, type EntityTable } from 'dexie';

interface KeptRow {
  /** of lesson and video: a lesson that shows another film begins anew */
  id: string;
  played: Range[];
  /** device time, ms */
  at: number;
}

const keptMs = 30 * 86_400_000;

/** Seconds played that no answer has confirmed; its name is the person's. */
class KeptDb extends Dexie {
  declare rows: EntityTable<KeptRow, 'id'>;

  constructor(personId: string) {
    super(`quad-viewings-${personId}`);
    this.version(1).stores({ rows: 'id, at' });
  }
}

export interface KeptRanges {
  read: () => Promise<Range[]>;
  write: (played: Range[]) => void;
}

/** Where a browser keeps nothing, neither does this: watching goes on. */
export function keptRanges(personId: string, lessonId: string, videoId: string): KeptRanges {
  const db = new KeptDb(personId);
  const id = `${lessonId}:${videoId}`;
  return {
    read: async () => {
      try {
        await db.rows
          .where('at')
          .below(Date.now() - keptMs)
          .delete();
        return (await db.rows.get(id))?.played ?? [];
      } catch {
        return [];
      }
    },
    write: (played) => {
      const row = { id, played, at: Date.now() };
      const done = played.length === 0 ? db.rows.delete(id) : db.rows.put(row);
      void done.then(undefined, () => undefined);
    },
  };
}
