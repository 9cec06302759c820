const database = 'quad-pages';
const table = 'pages';

/** What a person's pages last showed, as text by person. A table of one's own, for it is read before anything else is loaded. */
export const devicePages = {
  getItem: (person: string): Promise<string | undefined> => on('readonly', (rows) => rows.get(person)),
  setItem: (person: string, pages: string): Promise<unknown> =>
    on('readwrite', (rows) => rows.put(pages, person)),
  removeItem: (person: string): Promise<void> => on('readwrite', (rows) => rows.delete(person)),
};

/** Rejects where the browser keeps nothing (a private window, a full disk). */
async function on<T>(mode: IDBTransactionMode, ask: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(table);
  const opened = await answerOf(opening);
  try {
    return await answerOf(ask(opened.transaction(table, mode).objectStore(table)));
  } finally {
    opened.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason'));
  });
}
