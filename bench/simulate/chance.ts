import { seeded } from '../support/seeded';

export const longest = 4;

/** One stream of random choices; the same seed chooses the same. */
export class Chance {
  readonly next: () => number;

  constructor(seed: string) {
    this.next = seeded(seed);
  }

  /** true with this probability; asks nothing of the stream where there is no question */
  of(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** a whole number from `low` to `high`, both included */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** an exponential wait of `mean` ms, at most four times that: many are short and a few long */
  wait(mean: number): number {
    return Math.round(mean * Math.min(longest, -Math.log(1 - this.next())));
  }

  /** @throws Error where there is nothing to choose from */
  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.next() * list.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  uuid(): string {
    const word = (): string =>
      Math.floor(this.next() * 0x100000000)
        .toString(16)
        .padStart(8, '0');
    const hex = word() + word() + word() + word();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
