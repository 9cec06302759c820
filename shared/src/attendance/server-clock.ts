/** The device's two clocks, in ms. `wall` can be set by anybody; `monotonic` can stand still while the device sleeps. */
export interface DeviceClock {
  wall(): number;
  monotonic(): number;
}

/** An answer under way for longer, as with a tab that was put to sleep meanwhile, says nothing about the present, ms. */
const freshMs = 5_000;

/** Beyond this much disagreement between the two clocks since the last word from the server, a time is doubtful. */
const toleranceMs = 2_000;

/** District time as a device knows it: what the server last said plus the time that has passed since. */
export class ServerClock {
  readonly #device: DeviceClock;
  #base: { server: number; wall: number; monotonic: number } | null = null;

  /** @param offset how far the server was ahead of the wall clock when it last spoke to this device, ms */
  constructor(
    device: DeviceClock,
    readonly offset = 0,
  ) {
    this.#device = device;
  }

  /** To be kept with a question: by the wall clock, which all tabs of a device share. */
  asking(): number {
    return this.#device.wall();
  }

  /**
   * @param server the district's clock as an answer gave it, ms
   * @param asked when it was asked for, as `asking` said
   */
  synced(server: number, asked: number): void {
    const wall = this.#device.wall();
    const took = wall - asked;
    if (took < 0 || took > freshMs) return;
    this.#base = { server: server + took / 2, wall, monotonic: this.#device.monotonic() };
  }

  now(): number {
    if (this.#base === null) return Math.round(this.#device.wall() + this.offset);
    return Math.round(this.#base.server + this.#device.monotonic() - this.#base.monotonic);
  }

  doubtful(): boolean {
    if (this.#base === null) return true;
    const byWall = this.#device.wall() - this.#base.wall;
    const byMonotonic = this.#device.monotonic() - this.#base.monotonic;
    return Math.abs(byWall - byMonotonic) > toleranceMs;
  }
}
