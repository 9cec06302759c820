/** Where the bytes of an announced file go. */
export interface Announced {
  videoId: string;
  address: string;
}

const storageKey = 'quad-uploads';
/** The server sweeps what nobody finished in a day; a few more here do no harm. */
const mostKnown = 20;

type Known = Record<string, Announced>;

function read(): Known {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Known;
  } catch {
    return {};
  }
}

/** The earlier try with the same file: of the same name, size and date, by the same person in the same course. */
export function knownUpload(key: string): Announced | null {
  return read()[key] ?? null;
}

export function rememberUpload(key: string, announced: Announced): void {
  const others = Object.entries(read()).filter(([each]) => each !== key);
  write(Object.fromEntries([...others.slice(1 - mostKnown), [key, announced]]));
}

export function forgetUpload(key: string): void {
  write(Object.fromEntries(Object.entries(read()).filter(([each]) => each !== key)));
}

function write(known: Known): void {
  localStorage.setItem(storageKey, JSON.stringify(known));
}
