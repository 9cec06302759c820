import { isNewer } from '@quad/shared/platform';
import type { Platform } from '../platform';

const quietMs = 500;

/** Tells lists that they are out of date, at most twice a second per topic: many changes make one hint. */
class StaleHints {
  readonly #pending = new Map<string, string>();
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** @param version cluster time of the change */
  hint(topic: string, version: string): void {
    const waiting = this.#pending.get(topic);
    // two change streams may speak of one topic, and neither waits for the other
    if (waiting === undefined || isNewer(version, waiting)) this.#pending.set(topic, version);
    if (waiting === undefined) setTimeout(() => this.#send(topic), quietMs).unref();
  }

  #send(topic: string): void {
    const version = this.#pending.get(topic);
    this.#pending.delete(topic);
    const { live } = this.#platform;
    if (version !== undefined) live.to(topic).emit('stale', { topic, version, room: live.size(topic) });
  }
}

const known = new WeakMap<Platform, StaleHints>();

/** The hints of a process: one of them, or a topic that several parts speak of would be hinted by each. */
export function staleHints(platform: Platform): StaleHints {
  const hints = known.get(platform) ?? new StaleHints(platform);
  known.set(platform, hints);
  return hints;
}
