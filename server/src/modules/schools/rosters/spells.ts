/** What the file says of one spell; days are inclusive. */
export interface Wanted<R> {
  row: R;
  /** null: the file does not say */
  begin: string | null;
  /** the last day; null: no end */
  last: string | null;
  /** the file takes it out: what stands is ended, nothing is made */
  ending: boolean;
  rostered: boolean;
}

export interface Standing {
  _id: string;
  from: string;
  to: string | null;
  rostered?: boolean;
}

export type SpellPlan<R, S extends Standing> =
  | { kind: 'same'; row: R }
  | { kind: 'add'; row: R; from: string; to: string | null; rostered: boolean }
  | {
      kind: 'change' | 'end';
      row: R;
      spell: S;
      set: { from?: string; to?: string | null; rostered?: true };
    };

/**
 * Pairs what a file says of one person in one role or class with the spells there are. A row with its day of beginning is that
 * very spell, or the one that holds then; a row without is whichever holds now. @param from where a new spell begins
 */
export function planSpells<R, S extends Standing>(
  rows: readonly Wanted<R>[],
  spells: readonly S[],
  { today, from }: { today: string; from: string },
): SpellPlan<R, S>[] {
  // what goes on has the first choice: a source may take a row out and bring it back under another id
  const wanted = [...rows.filter(({ ending }) => !ending), ...rows.filter(({ ending }) => ending)];
  const isNow = ({ last, ending }: Wanted<R>): boolean => !ending && (last === null || last >= today);
  const free = new Set(spells);
  const exact = new Map<Wanted<R>, S>();
  for (const each of wanted) {
    const spell = [...free].find((standing) => standing.from === each.begin);
    if (spell === undefined) continue;
    free.delete(spell);
    exact.set(each, spell);
  }
  const isDated = wanted.some((each) => each.begin !== null && isNow(each));
  const said = new Set(isDated ? ['now'] : []);
  return wanted.map((each) => {
    const { row, begin, last, ending, rostered } = each;
    const spellSaid = begin ?? (isNow(each) ? 'now' : `over ${last ?? ''}`);
    if (said.has(spellSaid)) return { kind: 'same', row };
    said.add(spellSaid);
    const spell = exact.get(each) ?? held(free, each, today);
    if (spell !== undefined) {
      free.delete(spell);
      return changed(spell, each, today);
    }
    const start = begin ?? from;
    const nothing = ending || (last !== null && (last < start || (begin === null && last < today)));
    return nothing ? { kind: 'same', row } : { kind: 'add', row, from: start, to: last, rostered };
  });
}

function held<R, S extends Standing>(
  free: ReadonlySet<S>,
  { begin, last, ending }: Wanted<R>,
  today: string,
): S | undefined {
  const first = begin ?? (last !== null && last < today ? last : today);
  const meeting = [...free].filter(
    ({ from, to }) =>
      (to === null || (to >= from && to >= (last === null || ending ? today : first))) &&
      (last === null || ending || from <= last),
  );
  return meeting.sort(
    (a, b) => Number(b.to === null) - Number(a.to === null) || (a.from < b.from ? 1 : -1),
  )[0];
}

function changed<R, S extends Standing>(
  spell: S,
  { row, begin, last, ending, rostered }: Wanted<R>,
  today: string,
): SpellPlan<R, S> {
  // a source that writes each year's beginning takes away no day somebody was there
  const mayBegin = begin !== null && !ending && (begin < spell.from || spell.from >= today);
  const isOver = ending && last !== null && spell.to !== null && spell.to <= last;
  const set = {
    ...(mayBegin && spell.from !== begin && { from: begin }),
    ...(!isOver && spell.to !== last && { to: last }),
    ...(!ending && rostered && spell.rostered !== true && { rostered: true as const }),
  };
  if (Object.keys(set).length === 0) return { kind: 'same', row };
  const ends = set.to != null && set.to < today;
  return { kind: ends ? 'end' : 'change', row, spell, set };
}
