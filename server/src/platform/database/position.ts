import type { ResumeToken, Timestamp } from 'mongodb';

/** A cluster time as screens compare it: a decimal number, as text because it has 64 bits. */
export function versionOf(time: Timestamp): string {
  return time.toBigInt().toString();
}

/** The cluster time a resume token stands at: after the type byte 0x82 of a timestamp its 64 bits, big-endian. */
export function timeOf(token: ResumeToken): bigint | null {
  const data = (token as { _data?: unknown } | null)?._data;
  const found = typeof data === 'string' ? /^82([0-9a-f]{16})/i.exec(data)?.[1] : undefined;
  return found === undefined ? null : BigInt(`0x${found}`);
}

/** Real time of a write, ms. The driver's types do not know it yet; servers before 6.0 do not say. */
export function writtenAt(change: object): number {
  return 'wallTime' in change && change.wallTime instanceof Date ? change.wallTime.getTime() : Date.now();
}

interface Telling {
  time: bigint;
  /** real time it was written */
  at: number;
}

/**
 * How far a change stream has been told: whatever was committed up to this cluster time, this process has let its subscribers
 * know and its caches forget. A read that begins now is at least as new.
 */
export class Position {
  #read = 0n;
  #readAt = Date.now();
  /** in the order of the stream: the oldest is first */
  readonly #underWay = new Set<Telling>();
  readonly #waiting = new Set<{ version: bigint; reached: () => void }>();

  /** A change begins to be told; there may be more of its time behind it. @param at real time it was written. The answer ends it. */
  tells(time: bigint, at: number): () => void {
    const telling = { time, at };
    this.#underWay.add(telling);
    this.reads(time - 1n, at);
    return () => {
      this.#underWay.delete(telling);
      this.#wake();
    };
  }

  /** Nothing up to `time` is still to come. @param at real time of that word */
  reads(time: bigint, at: number): void {
    if (time > this.#read) this.#read = time;
    this.#readAt = at;
    this.#wake();
  }

  get reached(): bigint {
    const [oldest] = this.#underWay;
    return oldest === undefined || oldest.time > this.#read ? this.#read : oldest.time - 1n;
  }

  /** How old the picture of this process may be, ms. */
  lagMs(now: number): number {
    const [oldest] = this.#underWay;
    return Math.max(0, now - Math.min(this.#readAt, oldest?.at ?? Infinity));
  }

  /** Resolves once `version` is reached, or else after `withinMs`. */
  async reach(version: bigint, withinMs: number): Promise<void> {
    if (this.reached >= version) return;
    await new Promise<void>((resolve) => {
      const waiter = { version, reached: resolve };
      const giveUp = setTimeout(() => waiter.reached(), withinMs);
      waiter.reached = () => {
        clearTimeout(giveUp);
        this.#waiting.delete(waiter);
        resolve();
      };
      this.#waiting.add(waiter);
    });
  }

  #wake(): void {
    if (this.#waiting.size === 0) return;
    const { reached } = this;
    for (const waiter of this.#waiting) if (waiter.version <= reached) waiter.reached();
  }
}
