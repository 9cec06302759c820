import { isNewer, type Stale } from '@quad/shared/platform';

/** Versions are the database's cluster times as text; what nobody has told is null. */
type Version = string | null;

export interface FreshnessPorts {
  /** asks anew, unless nobody shows it any more; that it begins and ends is told by `begins`, `answered` and `failed` */
  ask(): void;
  /** nobody looks at this tab */
  hidden(): boolean;
  /** ms */
  now(): number;
  after(ms: number, task: () => void): () => void;
  random(): number;
}

/** One question: what the answer should be as new as, and how new it turned out to be. */
export interface Question {
  readonly after: Version;
  version: Version;
}

const soonMs = 50;
const longestSpreadMs = 10_000;
const reconnectSpreadMs = 1_000;
/** A server tells whoever enters a room of the last half minute; see `rememberMs` there. */
const rememberedMs = 20_000;
const mostTries = 6;

/** A thousand screens of one list must not ask at once, nor more than a hundred of them a second however often it changes. */
function spreadMs(room: number): number {
  return Math.min(longestSpreadMs, room * 10);
}

/**
 * How new what one query shows is, how new it should be, and when to ask again. However many hints come, one question is
 * pending; an answer older than what is shown is dropped, and one older than was hinted is asked for again, later and later.
 */
export class Freshness {
  #shown: Version = null;
  #wanted: Version = null;
  #spread = 0;
  #current: Question | null = null;
  #pending: (() => void) | null = null;
  /** it was time, but nobody looked or a question was under way */
  #due = false;
  #askedAt = -Infinity;
  #tries = 0;
  readonly #ports: FreshnessPorts;

  constructor(ports: FreshnessPorts) {
    this.#ports = ports;
  }

  hint({ version, room }: Pick<Stale, 'version' | 'room'>): void {
    this.#spread = spreadMs(room);
    if (this.#shown !== null && !isNewer(version, this.#shown)) return;
    this.#wanted = newest(this.#wanted, version);
    this.#tries = 0;
    this.#soon(this.#spread);
  }

  /** What is shown, and the newest that was hinted at. */
  get versions(): { shown: Version; hinted: Version } {
    return { shown: this.#shown, hinted: this.#wanted };
  }

  /** @param byValue part of what is shown comes as it happens, and nobody tells it twice */
  reconnected(byValue: boolean): void {
    const isFresh = this.#ports.now() - this.#askedAt < rememberedMs;
    if (byValue || !isFresh) this.#soon(Math.max(this.#spread, reconnectSpreadMs));
  }

  lookedAt(): void {
    if (!this.#due || this.#current !== null) return;
    this.#due = false;
    this.#soon(this.#spread);
  }

  begins(): Question {
    this.stop();
    this.#due = false;
    this.#askedAt = this.#ports.now();
    this.#current = { after: newest(this.#shown, this.#wanted), version: null };
    return this.#current;
  }

  /** @returns false for an answer that is older than what is shown */
  answered(question: Question): boolean {
    if (this.#current === question) this.#current = null;
    const { version } = question;
    // whoever says nothing of versions is taken at their word
    if (version === null) return true;
    const isOlder = this.#shown !== null && isNewer(this.#shown, version);
    if (!isOlder) this.#shown = version;
    const wanted = newest(this.#shown, this.#wanted);
    if (wanted !== null && isNewer(wanted, version)) this.#again();
    else this.#tries = 0;
    return !isOlder;
  }

  failed(question: Question): void {
    if (this.#current !== question) return;
    this.#current = null;
    // whoever asked asks again, or the person does; a hint that came meanwhile is not lost
    if (this.#due) this.#again();
  }

  /** Nobody shows it any more. */
  stop(): void {
    this.#pending?.();
    this.#pending = null;
  }

  #again(): void {
    if (this.#due) {
      this.#due = false;
      this.#soon(this.#spread);
    } else if (this.#pending === null && this.#tries < mostTries) {
      this.#tries += 1;
      this.#in(2 ** this.#tries * 500 * (0.5 + this.#ports.random()));
    }
  }

  /** The earliest time stays, however many ask for one. */
  #soon(spread: number): void {
    if (this.#pending !== null) return;
    const since = this.#ports.now() - this.#askedAt;
    this.#in(Math.max(soonMs + this.#ports.random() * spread, spread - since));
  }

  #in(ms: number): void {
    this.#pending = this.#ports.after(ms, () => {
      this.#pending = null;
      if (this.#ports.hidden() || this.#current !== null) this.#due = true;
      else this.#ports.ask();
    });
  }
}

function newest(a: Version, b: Version): Version {
  if (a === null || b === null) return a ?? b;
  return isNewer(a, b) ? a : b;
}
