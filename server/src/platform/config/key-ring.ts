import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** One of the masters in `secrets.json`, newest first. */
export interface Master {
  id: string;
  /** ms */
  madeAt: number;
  secret: string;
}

/** What one master gives: a key for each purpose. */
export interface Keys {
  id: string;
  madeAt: number;
  /** signs access tokens */
  access: KeyObject;
  /** derives refresh tokens */
  refresh: KeyObject;
  /** derives one-time codes and what they are found by */
  codes: KeyObject;
  /** tells equal requests apart from others */
  repeat: KeyObject;
  /** seals what must be read again: the secrets of authenticators */
  seal: KeyObject;
  /** signs addresses of parts of videos */
  media: KeyObject;
}

/** Every process has read a new key before any process uses it. */
const leadMs = 60_000;
const rereadMs = 20_000;
/** A token may name a key nobody ever made. */
const patienceMs = 1_000;

/** The keys that stand. Another process adds one to the file while this one runs; nobody notices. */
export class KeyRing {
  #keys: readonly Keys[];
  #readAt = Date.now();
  #reading: Promise<void> | null = null;

  /** @param read the masters as the file has them now */
  constructor(
    masters: readonly Master[],
    private readonly read: () => Promise<readonly Master[]>,
  ) {
    this.#keys = masters.map(keysOf);
  }

  /** Newest first. What was made by any of these still holds. */
  get all(): readonly Keys[] {
    return this.#keys;
  }

  /** What signs, derives and seals from now on. */
  get current(): Keys {
    const known = this.#keys.find(({ madeAt }) => madeAt + leadMs <= Date.now()) ?? this.#keys.at(-1);
    if (known === undefined) throw new Error('secrets.json holds no key');
    return known;
  }

  /** Looks into the file for one it does not know: this process may have slept while it was made. */
  async find(id: string): Promise<Keys | undefined> {
    const known = this.#keys.find((keys) => keys.id === id);
    if (known !== undefined) return known;
    if (this.#reading === null && Date.now() - this.#readAt < patienceMs) return undefined;
    // a file that cannot be read is told by whoever follows it
    await this.reread().catch(() => undefined);
    return this.#keys.find((keys) => keys.id === id);
  }

  /** Many at once read once. @throws when the file is away or not as it should be; then the keys stay as they are */
  reread(): Promise<void> {
    this.#reading ??= this.#load().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #load(): Promise<void> {
    this.#readAt = Date.now();
    const masters = await this.read();
    this.#keys = masters.map((master) => this.#keys.find(({ id }) => id === master.id) ?? keysOf(master));
  }

  /** Keeps in step with the file. @returns what ends it */
  follow(onError: (error: unknown) => void): () => Promise<void> {
    const timer = setInterval(() => void this.reread().catch(onError), rereadMs);
    return () => {
      clearInterval(timer);
      return Promise.resolve();
    };
  }
}

function keysOf({ id, madeAt, secret }: Master): Keys {
  const key = (purpose: string): KeyObject => derive(secret, purpose);
  return {
    ...{ id, madeAt, access: key('access'), refresh: key('refresh') },
    ...{ codes: key('codes'), repeat: key('repeat'), seal: key('seal'), media: key('media') },
  };
}

/** A key object, made once: jsonwebtoken would try to read raw bytes as a public key first, on every request. */
function derive(master: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, 'quad', purpose, 32)));
}
