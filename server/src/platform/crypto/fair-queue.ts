/** Nobody's turn comes: the queue is full, and whoever has the most in it takes no more. */
export class QueueFull extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('the queue is full');
  }
}

interface Waiting {
  begin(): void;
  refuse(error: QueueFull): void;
}

/**
 * Work of many, a few at a time, in turns: each who waits has a line of their own, and the lines are served one after the other.
 * When there is no room, the last of the longest line goes, so one who asks for very much cannot keep others out.
 */
export class FairQueue {
  readonly #lines = new Map<string, Waiting[]>();
  #waiting = 0;
  #running = 0;
  #meanMs = 300;

  constructor(
    private readonly width: number,
    private readonly room: number,
  ) {}

  /** @throws QueueFull with the time after which those who wait now are served */
  async run<T>(whose: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.width) await this.#turn(whose);
    else this.#running++;
    const since = performance.now();
    try {
      return await work();
    } finally {
      this.#meanMs += (performance.now() - since - this.#meanMs) / 10;
      if (!this.#beginNext()) this.#running--;
    }
  }

  #turn(whose: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = this.#lines.get(whose) ?? [];
      line.push({ begin: resolve, refuse: reject });
      this.#lines.set(whose, line);
      this.#waiting++;
      if (this.#waiting > this.room) this.#refuseOne(whose);
    });
  }

  #refuseOne(newcomer: string): void {
    let longest = newcomer;
    for (const [whose, line] of this.#lines) if (line.length > this.#length(longest)) longest = whose;
    const last = this.#lines.get(longest)?.pop();
    this.#waiting--;
    if (this.#length(longest) === 0) this.#lines.delete(longest);
    last?.refuse(new QueueFull(this.#secondsToServe(this.#waiting)));
  }

  #length(whose: string): number {
    return this.#lines.get(whose)?.length ?? 0;
  }

  /** Hands the place on to the next line; false when nobody waits. */
  #beginNext(): boolean {
    const [next] = this.#lines;
    if (next === undefined) return false;
    const [whose, line] = next;
    this.#lines.delete(whose);
    const first = line.shift();
    // whoever has more goes behind everybody else
    if (line.length > 0) this.#lines.set(whose, line);
    this.#waiting--;
    first?.begin();
    return true;
  }

  #secondsToServe(waiting: number): number {
    return Math.max(1, Math.ceil((waiting * this.#meanMs) / this.width / 1_000));
  }
}
