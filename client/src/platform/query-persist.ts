import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import {
  persistQueryClientRestore,
  persistQueryClientSubscribe,
  type Persister,
} from '@tanstack/react-query-persist-client';
import type { Query, QueryClient } from '@tanstack/react-query';
import { devicePages } from './device-pages';

const keptMs = 7 * 24 * 3_600_000;
const writeEveryMs = 1_000;
const patienceMs = 1_500;

/** Who was last signed in on this device. */
const personKey = 'quad-person';

/**
 * Spread into the options of a query whose last answer a person finds again without a network. No other query is kept.
 * Kept in memory as long, for what leaves the memory leaves the disk.
 */
export const keptOnDevice = { meta: { keptOnDevice: true }, gcTime: keptMs };

let keeping: { personId: string; stop: () => void } | null = null;

/** Brings back what the person last signed in here saw last; nothing where that is too old or of another version. */
export async function restorePages(queryClient: QueryClient): Promise<void> {
  const personId = localStorage.getItem(personKey);
  if (personId === null) return;
  const asked = persistQueryClientRestore({
    ...{ queryClient, persister: persisterOf(personId), buster: version(), maxAge: keptMs },
  });
  // a disk that fails or hangs must not keep anybody from the network
  await Promise.race([asked.catch(() => undefined), new Promise((late) => setTimeout(late, patienceMs))]);
}

/** From now on, what this person sees is kept for them. */
export function keepPages(queryClient: QueryClient, personId: string): void {
  if (keeping?.personId === personId) return;
  keeping?.stop();
  localStorage.setItem(personKey, personId);
  const dehydrateOptions = {
    shouldDehydrateQuery: isKept,
    shouldDehydrateMutation: () => false,
  };
  const persister = persisterOf(personId);
  const stop = persistQueryClientSubscribe({ queryClient, persister, buster: version(), dehydrateOptions });
  keeping = { personId, stop };
}

/** Nothing of what the last person saw stays behind. */
export async function forgetPages(): Promise<void> {
  const personId = keeping?.personId ?? localStorage.getItem(personKey);
  keeping?.stop();
  keeping = null;
  localStorage.removeItem(personKey);
  if (personId !== null) await devicePages.removeItem(personId).catch(() => undefined);
}

function isKept({ meta, state }: Query): boolean {
  return meta?.['keptOnDevice'] === true && state.data !== undefined;
}

function persisterOf(personId: string): Persister {
  const setItem = async (key: string, pages: string): Promise<void> => {
    // a write that was put off must not bring back what has been forgotten meanwhile
    if (localStorage.getItem(personKey) === personId) await devicePages.setItem(key, pages);
  };
  const storage = { ...devicePages, setItem };
  return createAsyncStoragePersister({ storage, key: personId, throttleTime: writeEveryMs });
}

/** The entry script's address: its name is a hash over everything it may load, so another version never reads these answers. */
function version(): string {
  return document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? '';
}
