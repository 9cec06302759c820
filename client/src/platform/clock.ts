import { ServerClock } from '@quad/shared/attendance';
import { useSyncExternalStore } from 'react';

const tickMs = 10_000;
/** How far the district's clock is from this device's, ms; for a start without a network. */
const offsetKey = 'quad-clock';

/** District time on this device. Every answer that carries `now` sets it; screens that show a time follow it. */
class AppClock extends ServerClock {
  readonly #listeners = new Set<() => void>();
  #shown = 0;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** district time of the last answer since this page began, ms */
  heard: number | null = null;

  override synced(server: number, asked: number): void {
    super.synced(server, asked);
    this.heard = server;
    const offset = Math.round((server - Date.now()) / 1000) * 1000;
    if (storedOffset() !== offset) localStorage.setItem(offsetKey, String(offset));
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

function storedOffset(): number {
  return Number(localStorage.getItem(offsetKey) ?? 0);
}

// until the server has spoken, what it said last time is the better guess; such a time is doubtful all the same
export const clock = new AppClock(
  { wall: () => Date.now(), monotonic: () => performance.now() },
  storedOffset(),
);

/** District time in ms, renewed every ten seconds and whenever the server says it. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, clock.shown);
}
