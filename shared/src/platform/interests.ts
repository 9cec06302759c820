/** What one tab wants of the one that leads, or its question what the others want. */
export interface Wanted {
  tab: string;
  names: readonly string[];
  asks: boolean;
}

interface InterestsPorts {
  /** to the device's other tabs */
  post(wanted: Wanted): void;
  after(ms: number, task: () => void): () => void;
}

const ms = { again: 3_000, believed: 8_000 };

/** What the tabs of a device want of the one that leads. Each says it again and again: one that was killed says nothing at all. */
export class Interests {
  #mine: readonly string[] = [];
  #cease: () => void = () => undefined;
  readonly #others = new Map<string, { names: readonly string[]; forget: () => void }>();
  #stopped = false;

  /** @param changed called when others want something else than before */
  constructor(
    readonly tab: string,
    readonly ports: InterestsPorts,
    readonly changed: () => void,
  ) {}

  /** All that is wanted on this device. */
  get all(): Set<string> {
    return new Set([...this.#mine, ...[...this.#others.values()].flatMap(({ names }) => names)]);
  }

  want(names: readonly string[]): void {
    this.#mine = names;
    this.#say(false);
  }

  /** A new leader wants to know. */
  ask(): void {
    this.#say(true);
  }

  heard({ tab, names, asks }: Wanted): void {
    if (this.#stopped) return;
    const known = this.#others.get(tab);
    known?.forget();
    this.#others.delete(tab);
    if (names.length > 0) {
      const forget = this.ports.after(ms.believed, () => {
        this.#others.delete(tab);
        this.changed();
      });
      this.#others.set(tab, { names, forget });
    }
    if (asks) this.#say(false);
    if ((known?.names ?? []).join() !== names.join()) this.changed();
  }

  stop(): void {
    this.want([]);
    this.#stopped = true;
    this.#cease();
    for (const { forget } of this.#others.values()) forget();
  }

  #say(asks: boolean): void {
    if (this.#stopped) return;
    this.#cease();
    this.ports.post({ tab: this.tab, names: this.#mine, asks });
    if (this.#mine.length > 0) this.#cease = this.ports.after(ms.again, () => this.#say(false));
  }
}
