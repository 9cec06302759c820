import type { Timeline } from './timeline';

/** Whatever can be killed (its memory and timers are gone) or stopped for a while (it goes on where it was). */
export class Process {
  alive = true;
  /** a tab that was suspended may also be on a device that sleeps */
  #stops = 0;
  #backlog: (() => void)[] = [];
  readonly #ends: (() => void)[] = [];

  constructor(
    readonly name: string,
    readonly timeline: Timeline,
  ) {}

  get stopped(): boolean {
    return this.#stops > 0;
  }

  /** In this process: now, once it goes on again, or never. */
  run(task: () => void): void {
    if (!this.alive) return;
    if (this.stopped) this.#backlog.push(task);
    else task();
  }

  after(ms: number, task: () => void): () => void {
    return this.timeline.after(ms, () => this.run(task));
  }

  every(ms: number, task: () => void): void {
    this.after(ms, () => {
      task();
      this.every(ms, task);
    });
  }

  /** What another side answers is heard in this process, or never. */
  hear<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      answer.then(
        (value) => this.run(() => resolve(value)),
        (error: unknown) => this.run(() => reject(asError(error))),
      );
    });
  }

  onEnd(task: () => void): void {
    this.#ends.push(task);
  }

  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const task of this.#ends) task();
  }

  stop(): void {
    this.#stops += 1;
  }

  /** One reason to stand still is gone. */
  goOn(): void {
    this.#stops = Math.max(0, this.#stops - 1);
    while (!this.stopped) {
      const task = this.#backlog.shift();
      if (task === undefined) return;
      this.run(task);
    }
  }

  /** Stopped, and nothing will make it go on. */
  freeze(): void {
    this.#stops = Infinity;
  }

  release(): void {
    this.#stops = 0;
    this.goOn();
  }
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
