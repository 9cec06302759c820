/** The device's two clocks, in ms. `wall` can be set by anybody; `monotonic` can stand still while the device sleeps. */
export interface DeviceClock {
  wall(): number;
  monotonic(): number;
}

/** Beyond this much disagreement between the two clocks since the last word from the server, a time is doubtful. */
const toleranceMs = 2_000;

/** District time as a device knows it: what the server last said plus the time that has passed since. */
export class ServerClock {
  readonly #device: DeviceClock;
  #base: { server: number; wall: number; monotonic: number } | null = null;

  constructor(device: DeviceClock) {
    this.#device = device;
  }

  /** @param server the district's clock as an answer just gave it, ms */
  synced(server: number): void {
    this.#base = { server, wall: this.#device.wall(), monotonic: this.#device.monotonic() };
  }

  now(): number {
    if (this.#base === null) return Math.round(this.#device.wall());
    return Math.round(this.#base.server + this.#device.monotonic() - this.#base.monotonic);
  }

  doubtful(): boolean {
    if (this.#base === null) return true;
    const byWall = this.#device.wall() - this.#base.wall;
    const byMonotonic = this.#device.monotonic() - this.#base.monotonic;
    return Math.abs(byWall - byMonotonic) > toleranceMs;
  }
}
