import type { Entry, Mark, MarkChange } from './attendance.dto';
import type { Confirmed } from './confirmed';
import type { ActionQueue } from './queue';

/** Two people marked a pupil without knowing of each other: one mark stands, one was set aside, and one of the two is this device's. */
export interface Conflict {
  /** of the action that was set aside */
  mid: string;
  seq: number;
  /** who made what was set aside */
  by: string;
  /** district time it was made, ms */
  at: number;
  lost: 'mine' | 'theirs';
  changes: { pupil: string; setAside: MarkChange; stands: Mark & { by: string | null } }[];
}

const mostKept = 50;

/** What was set aside lately, as far as it is still undecided: whoever marks such a pupil again has decided. */
export class SetAside {
  #entries: readonly Entry[] = [];

  note(entry: Entry): void {
    const lost = entry.kind === 'mark' && entry.changes.some(({ out }) => out === 'superseded');
    if (!lost || this.#entries.some(({ mid }) => mid === entry.mid)) return;
    this.#entries = [...this.#entries, entry].slice(-mostKept);
  }

  forget(mid: string): void {
    // stays noted, without anything to say: the same entry may come again
    this.#entries = this.#entries.map((entry) => (entry.mid === mid ? { ...entry, changes: [] } : entry));
  }

  conflicts(confirmed: Confirmed, queue: ActionQueue, clientId: string): Conflict[] {
    return this.#entries.flatMap((entry) => {
      const { mid, seq, by, at, epoch, client } = entry;
      if (epoch !== confirmed.epoch || seq > confirmed.seq) return [];
      const mine = client === clientId;
      const changes = entry.changes.flatMap(({ pupil, code = null, minutes, note, out }) => {
        const mark = confirmed.state?.marks.find((one) => one.pupil === pupil);
        if (out !== 'superseded' || mark === undefined || mark.ver > seq) return [];
        if (!mine && queue.loggedAt({ epoch, seq: mark.ver }) === undefined) return [];
        const setAside = {
          pupil,
          code,
          ...(minutes !== undefined && { minutes }),
          ...(note !== undefined && { note }),
        };
        return [{ pupil, setAside, stands: { ...mark, by: confirmed.authorOf(mark.ver) ?? null } }];
      });
      if (changes.length === 0) return [];
      return [{ mid, seq, by, at, lost: mine ? ('mine' as const) : ('theirs' as const), changes }];
    });
  }
}
