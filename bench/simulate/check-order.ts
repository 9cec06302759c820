import type { Entry } from '@quad/shared/attendance';
import { lastOfEras } from './check-log';
import type { Act, History } from './history';

/**
 * I8: a mark by somebody who saw the other never loses to it; of two made without knowing of each other the older, by the
 * world's true time and beyond what clocks may differ, never stands over the newer, unless the newer one's clock was doubtful.
 * No mark competes with a time that was still to come when it was logged. An undo takes back what was done, and nothing that
 * others have set since.
 */
export function* fairOrder(history: History): Iterable<string> {
  const acts = new Map(history.acts.map((act) => [act.mid, act]));
  for (const { record } of lastOfEras(history)) {
    const standing = new Map<string, Entry>();
    for (const entry of record.log) {
      for (const { pupil, out, roll, t } of entry.changes) {
        if (t > entry.tw) yield `entry ${entry.seq} competes with a time that is still to come`;
        if (roll !== undefined && out === 'applied') standing.delete(pupil);
        if (entry.kind !== 'mark') continue;
        const other = standing.get(pupil);
        const mine = acts.get(entry.mid);
        const theirs = other === undefined ? undefined : acts.get(other.mid);
        if (
          mine !== undefined &&
          theirs !== undefined &&
          other !== undefined &&
          other.epoch === entry.epoch
        ) {
          const unfair = judge({ entry, act: mine, out }, { entry: other, act: theirs }, history.tolerance);
          if (unfair !== null)
            yield `pupil ${pupil.slice(-2)}: entry ${entry.seq} over ${other.seq}: ${unfair}`;
        }
        if (out !== 'applied') continue;
        const undoes = mine?.undoOf ?? null;
        if (undoes !== null && other !== undefined && other.mid !== undoes)
          yield `pupil ${pupil.slice(-2)}: entry ${entry.seq} takes back what ${other.seq} has set since`;
        standing.set(pupil, entry);
      }
    }
  }
}

function judge(
  mine: { entry: Entry; act: Act; out: string },
  theirs: { entry: Entry; act: Act },
  tolerance: number,
): string | null {
  const own = mine.entry.client === theirs.entry.client;
  const { saw } = mine.act;
  const knew = own || (saw.epoch === theirs.entry.epoch && saw.seq >= theirs.entry.seq);
  // only what takes something back may be left out without having lost
  const lost = mine.out === 'superseded' || (mine.out === 'skipped' && mine.act.undoOf === null);
  if (lost && knew) return 'who knew of the other mark lost to it';
  if (own && mine.out === 'applied' && mine.act.order < theirs.act.order && mine.act.tab === theirs.act.tab)
    return 'an older mark of the same hand stands over its newer one';
  if (knew) return null;
  const doubtful = { mine: mine.entry.doubtful === true, theirs: theirs.entry.doubtful === true };
  const later = mine.act.t - theirs.act.t;
  if (lost) {
    if (doubtful.theirs && !doubtful.mine) return 'lost to a doubtful clock';
    if (!doubtful.mine && later > tolerance) return `lost although ${later} ms newer`;
  }
  if (mine.out === 'applied') {
    if (doubtful.mine && !doubtful.theirs) return 'a doubtful clock won';
    if (!doubtful.theirs && -later > tolerance) return `won although ${-later} ms older`;
  }
  return null;
}
