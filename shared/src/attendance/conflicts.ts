import type { Entry, EntryChange, Mark, MarkChange } from './attendance.dto';
import type { Confirmed } from './confirmed';
import type { ActionQueue } from './queue';

/** Two people marked a pupil without knowing of each other: one mark stands, one was set aside, and one of the two is this device's. */
export interface Conflict {
  /** of the entry that decided it: it was set aside, or it set an earlier one aside */
  mid: string;
  seq: number;
  /** who made what was set aside; null where this device doesn't know */
  by: string | null;
  /** district time that was made, ms */
  at: number;
  lost: 'mine' | 'theirs';
  changes: { pupil: string; setAside: MarkChange; stands: Mark & { by: string | null } }[];
}

/** An entry that met a mark its author had not seen. */
interface Meeting {
  entry: Entry;
  /** whether the entry was the one that gave way */
  gaveWay: boolean;
  /** by pupil: the mark it met */
  met: Map<string, Mark>;
}

const mostKept = 50;

/** Marks that met lately, as far as it is still undecided: whoever marks such a pupil again has decided. */
export class SetAside {
  #meetings: readonly Meeting[] = [];

  /** @param before the marks before this entry */
  note(entry: Entry, before: readonly Mark[]): void {
    if (entry.kind !== 'mark') return;
    for (const gaveWay of [true, false]) {
      const changes = entry.changes.filter((change) => change.out === (gaveWay ? 'superseded' : 'applied'));
      const met = new Map(
        changes.flatMap(({ pupil }) => {
          const mark = before.find((one) => one.pupil === pupil);
          return mark !== undefined && isUnseen(mark, entry) ? [[pupil, mark] as const] : [];
        }),
      );
      if (met.size > 0) this.#meetings = [...this.#meetings, { entry, gaveWay, met }].slice(-mostKept);
    }
  }

  forget(mid: string): void {
    this.#meetings = this.#meetings.filter(({ entry }) => entry.mid !== mid);
  }

  conflicts(confirmed: Confirmed, queue: ActionQueue, clientId: string): Conflict[] {
    return this.#meetings.flatMap(({ entry, gaveWay, met }) => {
      const { mid, seq, epoch, client } = entry;
      if (epoch !== confirmed.epoch) return [];
      const byThis = client === clientId;
      const changes = entry.changes.flatMap((change) => {
        const other = met.get(change.pupil);
        const stands = confirmed.state?.marks.find(({ pupil }) => pupil === change.pupil);
        if (other === undefined || stands?.ver !== (gaveWay ? other.ver : seq)) return [];
        const otherByThis = queue.loggedAt({ epoch, seq: other.ver }) !== undefined;
        // two of one device are no conflict, and two of other people are none of ours
        if (byThis === otherByThis) return [];
        const setAside = gaveWay ? markOf(change) : markOf(other);
        const by = confirmed.entryAt(stands.ver)?.by ?? null;
        return [{ pupil: change.pupil, setAside, stands: { ...stands, by } }];
      });
      if (changes.length === 0) return [];
      const overwritten = confirmed.entryAt([...met.values()][0]?.ver ?? 0);
      const loser = gaveWay ? entry : overwritten;
      const lost = byThis === gaveWay ? ('mine' as const) : ('theirs' as const);
      return [{ mid, seq, by: loser?.by ?? null, at: loser?.at ?? entry.at, lost, changes }];
    });
  }
}

/** Whether somebody set that mark and the author of the entry had not seen it. */
function isUnseen(mark: Mark, { seen, epoch }: Entry): boolean {
  return mark.ver > 0 && (seen.epoch !== epoch || mark.ver > seen.seq);
}

function markOf({ pupil, code = null, minutes, note }: Mark | EntryChange): MarkChange {
  return { pupil, code, ...(minutes !== undefined && { minutes }), ...(note !== undefined && { note }) };
}
