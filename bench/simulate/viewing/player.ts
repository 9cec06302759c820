import { difference, merged, type Range } from '@quad/shared/learning';
import type { Place } from '../../../server/src/modules/learning/viewing/viewing-steps';
import { duration, type ViewingWorld } from './world';

const beatEveryMs = 30_000;
const tickMs = 2_000;

/** What a person's device keeps of a lesson until it is on record. */
export interface Kept {
  unconfirmed: Range[];
  /** all that really was played */
  played: Range[];
}

/** A tab with a film in it, as the product's player: it plays what it has fetched, and says again what nobody confirmed. */
export class Player {
  #viewing: number | null = null;
  #at: number;
  #playing = true;
  #busy = false;
  #closed = false;

  constructor(
    readonly world: ViewingWorld,
    readonly place: Place,
    readonly kept: Kept,
    readonly speed: 1 | 2,
  ) {
    this.#at = 4 * world.chance.between(0, 40);
    this.#begin();
    this.#every(tickMs, () => this.#play());
    this.#every(beatEveryMs, () => this.beat());
  }

  pause(): void {
    this.#playing = !this.#playing;
    this.beat();
  }

  seek(): void {
    this.#at = 4 * this.world.chance.between(0, duration / 4 - 1);
  }

  stop(): void {
    this.#playing = false;
  }

  close(): void {
    this.#playing = false;
    this.beat();
    this.#closed = true;
  }

  /** One at a time. */
  beat(): void {
    if (this.#busy || this.#viewing === null) return;
    const said = {
      viewing: this.#viewing,
      played: this.kept.unconfirmed,
      position: this.#at,
      playing: this.#playing,
    };
    this.#busy = true;
    this.world
      .beat(this.place, said)
      .then(({ confirmed }) => {
        this.kept.unconfirmed = difference(this.kept.unconfirmed, confirmed);
      })
      .catch(() => undefined)
      .finally(() => (this.#busy = false));
  }

  #begin(): void {
    this.world.begin(this.place).then(
      ({ viewing }) => (this.#viewing = viewing),
      () => this.world.timeline.after(1_000, () => this.#begin()),
    );
  }

  #play(): void {
    if (!this.#playing || this.#viewing === null || this.#at >= duration) return;
    const to = Math.min(duration, this.#at + (tickMs / 1_000) * this.speed);
    for (let n = Math.floor(this.#at / 4); n * 4 < to; n++) if (!this.world.fetch(this.place, n)) return;
    const range: Range = [this.#at, to];
    this.kept.played = merged([...this.kept.played, range]);
    this.kept.unconfirmed = merged([...this.kept.unconfirmed, range]);
    this.#at = to;
  }

  #every(ms: number, task: () => void): void {
    this.world.timeline.after(ms, () => {
      if (this.#closed) return;
      task();
      this.#every(ms, task);
    });
  }
}

/** Says it watched everything, in many beats at once, and fetches only here and there. */
export function cheat(world: ViewingWorld, place: Place, kept: Kept): void {
  const { chance, timeline } = world;
  const lie = (viewing: number): void => {
    for (let n = 0; n < chance.between(1, 20); n++) {
      const from = chance.between(0, duration);
      const played: Range[] = [[from, from + chance.between(1, 600)]];
      void world.beat(place, { viewing, played, position: from, playing: true }).catch(() => undefined);
      if (chance.of(0.5)) world.fetch(place, chance.between(0, duration / 4 - 1));
    }
    timeline.after(chance.between(100, chance.of(0.2) ? 200_000 : 40_000), () => lie(viewing));
  };
  kept.unconfirmed = [];
  const begin = (): void =>
    void world.begin(place).then(
      ({ viewing }) => lie(viewing),
      () => timeline.after(1_000, begin),
    );
  begin();
}
