import {
  affordable,
  claiming,
  fetching,
  secondsIn,
  segmentRanges,
  spend,
  unclaimed,
  type Beat,
} from '@quad/shared/learning';
import { Failure } from '../../../platform/http/failure';
import { turns } from '../../../platform/turns';
import { FetchedSegments, type Sent } from './fetched-segments';
import { begun, evidenced, progressOf, type Place, type Progress } from './viewing-steps';
import type { ViewingRecord } from './viewing.model';

/** What the writer cannot do by itself; the simulator brings its own. */
export interface ViewingPorts {
  read(viewingId: string): Promise<ViewingRecord | null>;
  /** Writes `after` where `before` still stands, and with it, or not at all, what the enrolment is to know. @returns whether it did */
  commit(before: ViewingRecord | null, after: ViewingRecord, progress: Progress | null): Promise<boolean>;
  readClock(personId: string): Promise<number | null>;
  commitClock(
    place: Pick<Place, 'personId' | 'districtId'>,
    before: number | null,
    after: number,
  ): Promise<boolean>;
  /** real time, ms */
  now(): number;
}

/** Others write to the same viewing only from other processes, and each writes once in half a minute. */
const mostTries = 10;

/**
 * All writes to viewings by this process, one after the other for each person. Time is taken from the person's clock first and
 * the viewing written then: cut off in between, time is lost and never won, and the player says it again.
 */
export class ViewingWriter {
  readonly #inTurn = turns();
  readonly #fetched = new FetchedSegments();

  constructor(readonly ports: ViewingPorts) {}

  /** Somebody begins to watch here; the time before that is worth nothing. */
  begin(place: Place): Promise<ViewingRecord> {
    return this.#inTurn(place.personId, async () => {
      await this.#windClock(place);
      return this.#change(place.viewingId, (before) => begun(before, place, this.ports.now()));
    });
  }

  /** @throws Failure conflict for a video that is not there any more, or a viewing that was never begun */
  beat(place: Place, said: Beat): Promise<ViewingRecord> {
    return this.#inTurn(place.personId, async () => {
      let granted = 0;
      let used = 0;
      const sent = this.#fetched.take(place);
      try {
        const after = await this.#change(place.viewingId, async (before) => {
          if (before?.videoId !== place.videoId || before.viewing < said.viewing)
            throw new Failure('conflict', 'This lesson has changed. Open it again.');
          const wanted = unclaimed(before, said.played, before.duration);
          const more = secondsIn(wanted) - granted;
          if (more > 0) granted += await this.#take(place, more);
          const evidence = fetching(claiming(before, wanted, granted), segmentRanges(sent, before.duration));
          used = secondsIn(evidence.claimed) - secondsIn(before.claimed);
          const now = this.ports.now();
          return evidenced({ ...before, completeAt: place.completeAt, beatAt: now }, evidence, said);
        });
        if (granted > used) await this.#take(place, used - granted);
        return after;
      } catch (error) {
        this.#fetched.putBack(place, sent, this.ports.now());
        throw error;
      }
    });
  }

  /** Segments went out to somebody. They count with the next beat here, or with `flush`. */
  sent(sent: Sent): void {
    this.#fetched.add(sent, this.ports.now());
  }

  /** Writes down what was sent so long ago, or all of it. */
  async flush(olderThanMs = 0): Promise<void> {
    const due = this.#fetched.due(this.ports.now() - olderThanMs);
    await Promise.all(
      due.map(({ viewingId, personId }) => this.#inTurn(personId, () => this.#flush(viewingId))),
    );
  }

  async #flush(viewingId: string): Promise<void> {
    const waiting = this.#fetched.waiting(viewingId);
    if (waiting === null) return;
    const segments = this.#fetched.take(waiting);
    try {
      await this.#change(viewingId, (before) =>
        // fetched ahead of the first beat of all, or of a video that is gone
        before?.videoId !== waiting.videoId
          ? before
          : evidenced(before, fetching(before, segmentRanges(segments, before.duration))),
      );
    } catch (error) {
      this.#fetched.putBack(waiting, segments, this.ports.now());
      throw error;
    }
  }

  /** Compare and set until it stands. */
  async #change<T extends ViewingRecord | null>(
    viewingId: string,
    decide: (before: ViewingRecord | null) => T | Promise<T>,
  ): Promise<T> {
    for (let tries = 0; tries < mostTries; tries++) {
      const before = await this.ports.read(viewingId);
      const after = await decide(before);
      if (after === null || after === before) return after;
      const progress = progressOf(after);
      const told = progress === null ? after : { ...after, told: progress.told };
      const written = { ...told, rev: (before?.rev ?? 0) + 1 };
      if (await this.ports.commit(before, written, progress)) return written;
    }
    throw new Failure('unavailable');
  }

  /** Takes up to so many seconds from the person's time; gives back a negative number of them. @returns how many it took */
  async #take(place: Place, seconds: number): Promise<number> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [spentTo, now] = [await this.ports.readClock(place.personId), this.ports.now()];
      const taken = Math.min(seconds, spentTo === null ? 0 : affordable(spentTo, now));
      if (taken === 0) return 0;
      const after = spend(spentTo ?? now, taken, now);
      if (await this.ports.commitClock(place, spentTo, after)) return taken;
    }
    return 0;
  }

  async #windClock(place: Place): Promise<void> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [spentTo, now] = [await this.ports.readClock(place.personId), this.ports.now()];
      if (spentTo !== null && spentTo >= now) return;
      if (await this.ports.commitClock(place, spentTo, now)) return;
    }
    throw new Failure('unavailable');
  }
}
