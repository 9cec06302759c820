/** What is costly to work out and may be somewhat old: asked again at the earliest after so long, and by many at once only once. */
export class Recently<T> {
  readonly #known = new Map<string, { at: number; value: Promise<T> }>();

  /** @param most how many answers it remembers */
  constructor(
    readonly ms: number,
    readonly most: number,
  ) {}

  read(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined && performance.now() - known.at < this.ms) return known.value;
    const value = load();
    this.#known.delete(key);
    this.#known.set(key, { at: performance.now(), value });
    value.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.size > this.most ? this.#known.keys() : [];
    if (oldest !== undefined) this.#known.delete(oldest);
    return value;
  }
}
