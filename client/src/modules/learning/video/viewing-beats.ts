import { difference, merged, type Beat, type Range, type ViewingState } from '@quad/shared/learning';
import { isFinal } from '../../../platform/api-error';
import { createStore, type Store } from '../../../platform/store';

const beatMs = 30_000;
/** Whoever drags the time line about says so once. */
const soonMs = 1_000;
const mostBackOffMs = 60_000;
/** What is on record counts once the server that sent the film has told; so often it is asked for after the last word. */
const countMs = 15_000;
const mostCounts = 4;
/** as many as a beat may carry */
const mostRanges = 200;

export interface BeatPorts {
  send: (beat: Beat) => Promise<ViewingState>;
  /** when the page may be gone the next moment: nobody waits for the answer */
  sendLast: (beat: Beat) => void;
  /** puts on this device what no answer has confirmed, in place of what was there */
  keep: (unconfirmed: Range[]) => void;
  /** ms, never set back */
  now: () => number;
  after: (ms: number, task: () => void) => () => void;
}

export interface Watching {
  /** as the server last said */
  viewing: ViewingState;
  /** another tab or device began later and has the last word on the position, s */
  elsewhere: number | null;
  /** the server takes no more beats: why */
  refused: unknown;
}

/**
 * What one player has played, told to the server until it says that it has it. A second counts when at least half of it was played.
 * Times are seconds of the video.
 */
export class ViewingBeats {
  readonly state: Store<Watching>;
  /** where the last visit ended, s */
  readonly started: number;
  readonly #number: number;
  readonly #ports: BeatPorts;
  #played: Range[];
  #confirmed: Range[] = [];
  /** play without a leap, up to now */
  #run: { from: number; to: number; at: number } | null = null;
  #position: number;
  #said: { position: number; playing: boolean };
  #kept = '';
  #playing = false;
  #underWay = false;
  #again = false;
  #failures = 0;
  #counts = 0;
  #cancel: (() => void) | null = null;

  /** @param kept what an earlier visit could not get confirmed */
  constructor(viewing: ViewingState, kept: readonly Range[], ports: BeatPorts) {
    this.state = createStore<Watching>({ viewing, elsewhere: null, refused: null });
    this.started = viewing.position;
    this.#number = viewing.viewing;
    this.#played = [...kept];
    this.#ports = ports;
    this.#position = viewing.position;
    this.#said = { position: viewing.position, playing: false };
  }

  /** To be called once listeners stand; the answer ends it, as when the page is left. */
  open(): () => void {
    if (this.unconfirmed().length > 0) this.#plan(soonMs);
    return () => {
      this.#playing = false;
      this.last();
      this.#cancel?.();
      this.#cancel = null;
    };
  }

  playing(): void {
    this.#playing = true;
    this.#counts = 0;
    if (this.#cancel === null) this.#plan(beatMs);
  }

  /** The player is here now, at this speed. */
  at(position: number, rate: number): void {
    const now = this.#ports.now();
    const run = this.#run;
    const leap = run === null || position < run.to || position - run.to > ((now - run.at) / 1_000) * rate + 1;
    if (leap) this.#endRun();
    this.#run = { from: leap ? position : run.from, to: position, at: now };
    this.#position = position;
    this.#keep();
  }

  paused(position: number): void {
    this.#playing = false;
    this.#position = position;
    if (this.#isNews()) void this.#beat();
  }

  /** @param position where it goes on; what was played ends where the player last was */
  sought(position: number): void {
    this.#endRun();
    this.#position = position;
    if (this.#isNews()) this.#plan(soonMs);
  }

  /** The last second of a video is seldom a whole one. */
  ended(duration: number): void {
    if (this.#run !== null) this.#run.to = Math.max(this.#run.to, Math.ceil(duration));
    this.#endRun();
    this.#playing = false;
    this.#position = duration;
    this.#keep();
    void this.#beat();
  }

  /** The page is hidden or goes: it may be the last thing it does. */
  last(): void {
    if (!this.#isNews() || this.state.get().refused !== null) return;
    this.#ports.sendLast(this.#words());
  }

  unconfirmed(): Range[] {
    const run: Range[] = this.#run === null ? [] : [[Math.round(this.#run.from), Math.round(this.#run.to)]];
    const all = [...this.#played, ...run].filter(([from, to]) => to > from);
    return difference(merged(all), this.#confirmed);
  }

  #isNews(): boolean {
    const moved = Math.abs(this.#position - this.#said.position) >= 1;
    return moved || this.#playing !== this.#said.playing || this.unconfirmed().length > 0;
  }

  #words(): Beat {
    const [position, playing] = [Math.max(0, this.#position), this.#playing];
    this.#said = { position, playing };
    return { viewing: this.#number, played: this.unconfirmed().slice(0, mostRanges), position, playing };
  }

  #endRun(): void {
    if (this.#run !== null) this.#played = this.unconfirmed();
    this.#run = null;
  }

  #keep(): void {
    const unconfirmed = this.unconfirmed();
    const text = JSON.stringify(unconfirmed);
    if (text === this.#kept) return;
    this.#kept = text;
    this.#ports.keep(unconfirmed);
  }

  /** One at a time: a slow answer must not be overtaken by the next. */
  async #beat(): Promise<void> {
    if (this.state.get().refused !== null) return;
    if (this.#underWay) {
      this.#again = true;
      return;
    }
    this.#cancel?.();
    this.#cancel = null;
    this.#underWay = true;
    try {
      this.#heard(await this.#ports.send(this.#words()));
    } catch (error) {
      this.#failures += 1;
      if (isFinal(error)) this.state.set({ ...this.state.get(), refused: error });
    } finally {
      this.#underWay = false;
    }
    this.#planNext();
  }

  #heard(viewing: ViewingState): void {
    this.#failures = 0;
    this.#confirmed = merged([...this.#confirmed, ...viewing.confirmed]);
    this.#played = difference(merged(this.#played), this.#confirmed);
    this.#keep();
    const elsewhere = viewing.viewing > this.#number ? viewing.position : null;
    this.state.set({ viewing, elsewhere, refused: null });
  }

  #planNext(): void {
    const again = this.#again;
    this.#again = false;
    if (this.#failures > 0) this.#plan(Math.min(mostBackOffMs, 2 ** this.#failures * 2_500));
    else if (again) this.#plan(soonMs);
    else if (this.#playing || this.unconfirmed().length > 0) this.#plan(beatMs);
    else if (this.#counts < mostCounts && difference(this.#confirmed, this.#counted()).length > 0) {
      this.#counts += 1;
      this.#plan(countMs);
    }
  }

  #counted(): Range[] {
    return this.state.get().viewing.counted;
  }

  #plan(ms: number): void {
    if (this.state.get().refused !== null) return;
    this.#cancel?.();
    this.#cancel = this.#ports.after(ms, () => {
      this.#cancel = null;
      if (this.#isNews() || !this.#playing) void this.#beat();
      else this.#plan(beatMs);
    });
  }
}
