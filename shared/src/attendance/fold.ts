import type { Action, Mark, Snapshot } from './attendance.dto';
import { setMark } from './register';

/** An action of this device that the confirmed state does not contain yet. */
export interface Queued {
  readonly action: Action;
  /** mid of the action this one takes back */
  readonly undoOf: string | null;
}

export interface ShownMark extends Mark {
  /** not confirmed by the server yet */
  pending: boolean;
}

export type Shown = Omit<Snapshot, 'marks' | 'digest'> & { marks: ShownMark[] };

/** What the person sees: the queue folded over the confirmed state. There is no other way onto the screen. */
export function fold(
  confirmed: Snapshot,
  queue: readonly Queued[],
  seqOf: (mid: string) => number | undefined,
): Shown {
  const { digest: _digest, ...rest } = confirmed;
  const shown: Shown = { ...rest, marks: confirmed.marks.map((mark) => ({ ...mark, pending: false })) };
  const at = new Map(shown.marks.map((mark, index) => [mark.pupil, index]));
  const setBy = new Map<string, string>();
  for (const { action, undoOf } of queue) {
    if (action.kind === 'close') shown.status = 'closed';
    if (action.kind === 'reopen') shown.status = 'open';
    if (action.kind !== 'mark') continue;
    for (const change of action.changes) {
      const index = at.get(change.pupil);
      const mark = index === undefined ? undefined : shown.marks[index];
      if (index === undefined || mark === undefined) continue;
      const owner = setBy.get(change.pupil);
      const movedOn =
        undoOf !== null && (owner === undefined ? mark.ver !== seqOf(undoOf) : owner !== undoOf);
      if (movedOn) continue;
      shown.marks[index] = { ...setMark(change, mark.ver), pending: true };
      setBy.set(change.pupil, action.mid);
    }
  }
  return shown;
}
