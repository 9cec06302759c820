import { ServerClock } from '@quad/shared/attendance';
import { useSyncExternalStore } from 'react';

const tickMs = 10_000;

/** District time on this device. Every answer that carries `now` sets it; screens that show a time follow it. */
class AppClock extends ServerClock {
  readonly #listeners = new Set<() => void>();
  #shown = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  override synced(server: number): void {
    super.synced(server);
    this.#tick();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), tickMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  /** Whole seconds, so that two renders of one moment agree. */
  shown = (): number => {
    const now = Math.floor(this.now() / 1000) * 1000;
    if (Math.abs(now - this.#shown) >= tickMs) this.#shown = now;
    return this.#shown;
  };

  #tick(): void {
    const before = this.#shown;
    this.#shown = Math.floor(this.now() / 1000) * 1000;
    if (before !== this.#shown) for (const listener of this.#listeners) listener();
  }
}

export const clock = new AppClock({ wall: () => Date.now(), monotonic: () => performance.now() });

/** District time in ms, renewed every ten seconds and whenever the server says it. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, clock.shown);
}
