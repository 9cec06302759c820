import type { ViewingPorts } from '../../../server/src/modules/learning/viewing/viewing-writer';
import type { ViewingRecord } from '../../../server/src/modules/learning/viewing/viewing.model';
import type { Chance } from '../chance';
import { Away } from '../database';
import type { Process } from '../process';

/** A viewing as it was written, with all the enrolments knew then. */
export interface Written {
  /** the world's true time, ms */
  t: number;
  viewing: ViewingRecord;
  enrolled: number;
}

/** Viewings, clocks and enrolments: compare-and-set, a transaction over two of them, answers that get lost. */
export class ViewingDatabase {
  readonly written: Written[] = [];
  readonly viewings = new Map<string, ViewingRecord>();
  readonly clocks = new Map<string, number>();
  /** seconds by lesson and person, as their enrolments know them */
  readonly enrolled = new Map<string, number>();
  loss = 0;

  constructor(readonly chance: Chance) {}

  /** The ports of a writer that runs in this process, by its clock. */
  portsFor(process: Process, now: () => number): ViewingPorts {
    return {
      now,
      read: (id) => this.#ask(process, () => this.viewings.get(id) ?? null),
      readClock: (personId) => this.#ask(process, () => this.clocks.get(personId) ?? null),
      commitClock: ({ personId }, before, after) =>
        this.#ask(process, () => {
          if ((this.clocks.get(personId) ?? null) !== before) return false;
          this.clocks.set(personId, after);
          return true;
        }),
      commit: (before, after, progress) =>
        this.#ask(process, () => {
          if (this.viewings.get(after._id)?.rev !== before?.rev) return false;
          const enrolled = (this.enrolled.get(after._id) ?? 0) + (progress?.seconds ?? 0);
          this.enrolled.set(after._id, enrolled);
          this.viewings.set(after._id, after);
          this.written.push({ t: process.timeline.now, viewing: after, enrolled });
          return true;
        }),
    };
  }

  async #ask<T>(process: Process, work: () => T): Promise<T> {
    await this.#pause(process, 1 + this.chance.wait(4));
    if (this.chance.of(this.loss)) throw new Away('not reached');
    const answer = work();
    await this.#pause(process, 1 + this.chance.wait(4));
    if (this.chance.of(this.loss)) throw new Away('the answer was lost');
    return answer;
  }

  /** Whoever was killed meanwhile hears nothing any more. */
  #pause(process: Process, ms: number): Promise<void> {
    return new Promise((resolve) => void process.after(ms, resolve));
  }
}
