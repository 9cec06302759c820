import type { Platform } from '../platform';

const quietMs = 500;

/** Tells lists that they are out of date, at most twice a second per topic: many changes make one hint. */
export class StaleHints {
  readonly #pending = new Map<string, string>();
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** @param version cluster time of the change */
  hint(topic: string, version: string): void {
    const waiting = this.#pending.has(topic);
    this.#pending.set(topic, version);
    if (!waiting) setTimeout(() => this.#send(topic), quietMs).unref();
  }

  #send(topic: string): void {
    const version = this.#pending.get(topic);
    this.#pending.delete(topic);
    const { live } = this.#platform;
    if (version !== undefined) live.to(topic).emit('stale', { topic, version, room: live.size(topic) });
  }
}
