import type { Conflict, Mark, MarkChange, Shown } from '@quad/shared/attendance';

/** One pupil’s two marks, made without knowing of each other. */
export interface TwoMarks {
  pupil: string;
  setAside: MarkChange;
  stands: Conflict['changes'][number]['stands'];
  /** of the action whose mark was set aside */
  mid: string;
  /** district time of the mark that was set aside, ms */
  at: number;
}

/** All that one colleague and I marked at once, with the same outcome. */
export interface ConflictGroup {
  lost: Conflict['lost'];
  /** the colleague; null where this device only knows that it was somebody */
  by: string | null;
  marks: TwoMarks[];
}

/** What is still to be decided, by colleague and outcome; two equal marks leave nothing to decide. */
export function undecided(conflicts: readonly Conflict[], { marks }: Pick<Shown, 'marks'>): ConflictGroup[] {
  const now = new Map(marks.map((mark) => [mark.pupil, mark]));
  const groups = new Map<string, ConflictGroup>();
  for (const { mid, at, lost, by: loser, changes } of conflicts) {
    for (const change of changes) {
      const mark = now.get(change.pupil);
      // a mark on its way decides already
      const open = mark !== undefined && mark.ver === change.stands.ver && !mark.pending;
      if (!open || isSame(change.setAside, change.stands)) continue;
      const by = lost === 'mine' ? change.stands.by : loser;
      const key = `${lost} ${String(by)}`;
      const before = groups.get(key)?.marks ?? [];
      // of several marks one of us gave a pupil meanwhile, the last is meant
      const others = before.filter(({ pupil }) => pupil !== change.pupil);
      groups.set(key, { lost, by, marks: [...others, { ...change, mid, at }] });
    }
  }
  return [...groups.values()];
}

function isSame(a: MarkChange, b: Mark): boolean {
  return a.code === b.code && a.minutes === b.minutes && (a.note ?? '') === (b.note ?? '');
}
