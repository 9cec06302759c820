import { Dexie, type Table } from 'dexie';
import type { KeptDraft } from './autosave';

type Row = KeptDraft & { courseId: string; lessonId: string };

/** What one person has written on this device and the server has not confirmed. Its name is the person's: nobody else's session opens it. */
class DraftsDb extends Dexie {
  declare drafts: Table<Row, string>;

  constructor(personId: string) {
    // a laptop whose battery dies in the next second has the text on its disk
    super(`quad-lessons-${personId}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ drafts: 'lessonId, courseId' });
  }
}

const opened = new Map<string, DraftsDb>();

function dbOf(personId: string): DraftsDb {
  const db = opened.get(personId) ?? new DraftsDb(personId);
  opened.set(personId, db);
  return db;
}

/** Everything rejects where the browser keeps nothing. */
export function draftsOf(personId: string) {
  return {
    read: async (lessonId: string): Promise<KeptDraft | null> =>
      (await dbOf(personId).drafts.get(lessonId)) ?? null,
    keep: async (courseId: string, lessonId: string, draft: KeptDraft): Promise<void> => {
      await dbOf(personId).drafts.put({ ...draft, courseId, lessonId });
    },
    forget: (lessonId: string): Promise<void> => dbOf(personId).drafts.delete(lessonId),
    /** lessons of the course with text that waits here */
    waitingIn: async (courseId: string): Promise<string[]> =>
      dbOf(personId).drafts.where({ courseId }).primaryKeys(),
  };
}
