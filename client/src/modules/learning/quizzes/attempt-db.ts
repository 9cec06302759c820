import { Dexie, type Table } from 'dexie';
import type { KeptAnswers } from './attempt-session';

type Row = KeptAnswers & { attemptId: string };

/** Answers of one person that the server has not confirmed. Its name is the person's: nobody else's session opens it. */
class AnswersDb extends Dexie {
  declare answers: Table<Row, string>;

  constructor(personId: string) {
    super(`quad-quizzes-${personId}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ answers: 'attemptId' });
  }
}

const opened = new Map<string, AnswersDb>();

/** Everything rejects where the browser keeps nothing. */
export function keptAnswers(personId: string, attemptId: string) {
  const db = opened.get(personId) ?? new AnswersDb(personId);
  opened.set(personId, db);
  return {
    read: async (): Promise<KeptAnswers | null> => (await db.answers.get(attemptId)) ?? null,
    keep: async ({ base, answers }: KeptAnswers): Promise<void> => {
      await db.answers.put({ attemptId, base, answers });
    },
    forget: (): Promise<void> => db.answers.delete(attemptId),
  };
}
