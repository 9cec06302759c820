import type { HistoryLine, ShownMark } from './history';

/** A register as the raw driver reads it. Written down here anew: a checker that shared the product's types would share its mistakes. */
export interface StoredRegister {
  _id: string;
  epoch: number;
  seq: number;
  status: string;
  digest: string;
  counts: Record<string, number>;
  marks: ShownMark[];
  log: StoredEntry[];
}

interface StoredEntry {
  seq: number;
  kind: string;
  mid: string;
  client: string;
  n: number;
  epoch: number;
  out: string;
  changes: { pupil: string; code?: string | null; minutes?: number; out: string }[];
}

export type Fault =
  /** acknowledged, or still believed to be on its way, and nowhere to be found */
  | 'lost'
  | 'duplicated'
  /** in the log, and nobody did it, or not that */
  | 'phantom'
  /** a screen shows something else than the database holds, or still waits */
  | 'desync'
  /** a device’s actions are logged in another order than they were made */
  | 'order'
  | 'gap'
  /** the marks are not what the log makes of them */
  | 'marks'
  | 'counts'
  | 'digest'
  /** acknowledged at one place and logged at another */
  | 'moved';

interface Violation {
  fault: Fault;
  register: string;
  what: string;
}

export interface Verdict {
  violations: Violation[];
  acted: number;
  /** single marks in acknowledged actions */
  marks: number;
  refused: number;
  syncs: number;
  desyncs: number;
}

type Line<T extends HistoryLine['t']> = Extract<HistoryLine, { t: T }>;
/** What the torture's clients write, by category; a letter it doesn't know is a finding. */
const categories: Record<string, string> = { P: 'present', L: 'late', A: 'absent' };

/** Holds what clients saw against what the database has, once all is quiet. */
export function check(history: readonly HistoryLine[], stored: readonly StoredRegister[]): Verdict {
  const violations: Violation[] = [];
  const of = <T extends HistoryLine['t']>(t: T): Line<T>[] =>
    history.filter((line): line is Line<T> => line.t === t);
  const registers = new Map(stored.map((register) => [register._id, register]));
  const acts = new Map(of('act').map((act) => [act.mid, act]));
  const logged = new Map<string, StoredEntry>();
  for (const register of stored) {
    const found = (fault: Fault, what: string): unknown =>
      violations.push({ fault, register: register._id, what });
    checkRegister(register, found);
    for (const entry of register.log) {
      if (logged.has(entry.mid)) found('duplicated', `${entry.mid} is logged again as ${entry.seq}`);
      logged.set(entry.mid, entry);
      checkEntry(entry, acts.get(entry.mid), register._id, found);
    }
  }
  const acked = of('ack');
  for (const { mid, register, epoch, seq } of acked) {
    const entry = logged.get(mid);
    const found = (fault: Fault, what: string): unknown => violations.push({ fault, register, what });
    if (entry === undefined) found('lost', `${mid} was acknowledged as ${seq} and is not in the log`);
    else if (entry.epoch !== epoch || entry.seq !== seq)
      found('moved', `${mid} was acknowledged as ${seq} and stands as ${entry.seq}`);
  }
  const refused = new Set<string>();
  for (const { mid, register, refused: reason } of of('kept')) {
    if (reason === null)
      violations.push({ fault: 'desync', register, what: `${mid} still waits on its device` });
    else refused.add(mid);
  }
  violations.push(...unaccountedFor([...acts.values()], logged, refused));
  for (const line of of('shown')) violations.push(...checkShown(line, registers.get(line.register)));
  const repairs = of('repairs');
  const distinct = new Set(acked.map(({ mid }) => mid));
  return {
    violations,
    acted: acts.size,
    marks: [...distinct].reduce((sum, mid) => sum + (logged.get(mid)?.changes.length ?? 0), 0),
    refused: refused.size,
    syncs: repairs.reduce((sum, { syncs }) => sum + syncs, 0),
    desyncs: repairs.reduce((sum, { desyncs }) => sum + desyncs, 0),
  };
}

type Found = (fault: Fault, what: string) => unknown;

/** What a register must be by itself: contiguous, in each device's order, and its state made of its log. */
function checkRegister(
  { seq, epoch, log, marks, counts, digest, status }: StoredRegister,
  found: Found,
): void {
  if (seq !== log.length) found('gap', `says ${seq} and has ${log.length} entries`);
  const last = new Map<string, number>();
  const made = new Map<string, ShownMark>(marks.map(({ pupil }) => [pupil, { pupil, code: null, ver: 0 }]));
  const state = { open: true };
  log.forEach((entry, index) => {
    if (entry.seq !== index + 1) found('gap', `entry ${index + 1} says it is ${entry.seq}`);
    if (entry.epoch !== epoch) found('gap', `entry ${entry.seq} is of another epoch`);
    if (entry.n <= (last.get(entry.client) ?? 0))
      found('order', `entry ${entry.seq} is ${entry.client}’s ${entry.n}th, after a later one`);
    last.set(entry.client, entry.n);
    if (entry.kind !== 'mark' && entry.out === 'applied') state.open = entry.kind === 'reopen';
    for (const change of entry.kind === 'mark' ? entry.changes : []) {
      if (change.out !== 'applied') continue;
      const { pupil, code = null, minutes } = change;
      made.set(pupil, { pupil, code, ...(minutes === undefined ? {} : { minutes }), ver: entry.seq });
    }
  });
  for (const mark of marks) {
    if (!equal(mark, made.get(mark.pupil)))
      found(
        'marks',
        `${mark.pupil} is ${mark.code ?? 'unmarked'}/${mark.ver}, the log makes it ${made.get(mark.pupil)?.code ?? 'unmarked'}/${made.get(mark.pupil)?.ver ?? '?'}`,
      );
  }
  if ((status === 'open') !== state.open)
    found('marks', `is ${status}, the log makes it ${state.open ? 'open' : 'closed'}`);
  if (digestOf(marks) !== digest) found('digest', `says ${digest}`);
  const counted: Record<string, number> = {};
  for (const { code } of marks) {
    const category = code === null ? 'unmarked' : (categories[code] ?? `unknown ${code}`);
    counted[category] = (counted[category] ?? 0) + 1;
  }
  for (const name of new Set([...Object.keys(counts), ...Object.keys(counted)]))
    if ((counts[name] ?? 0) !== (counted[name] ?? 0))
      found('counts', `${name}: says ${counts[name] ?? 0}, has ${counted[name] ?? 0}`);
}

function checkEntry(entry: StoredEntry, act: Line<'act'> | undefined, register: string, found: Found): void {
  if (
    act === undefined ||
    act.register !== register ||
    act.client !== entry.client ||
    act.kind !== entry.kind
  ) {
    found('phantom', `nobody did ${entry.kind} ${entry.mid}, entry ${entry.seq}`);
    return;
  }
  // an undo sets what it found, which whoever asked for it did not say
  if (act.kind !== 'mark' || act.undoOf !== null) return;
  const said = act.changes.map(({ pupil, code }) => `${pupil} ${code ?? ''}`).sort();
  const written = entry.changes.map(({ pupil, code }) => `${pupil} ${code ?? ''}`).sort();
  if (said.join() !== written.join())
    found('phantom', `entry ${entry.seq} says something else than was done`);
}

/** All that was done is in the log or came back refused; an undo may go with what it would have taken back. */
function unaccountedFor(
  acts: readonly Line<'act'>[],
  logged: ReadonlyMap<string, StoredEntry>,
  refused: ReadonlySet<string>,
): Violation[] {
  const gone = new Set(refused);
  const missing: Violation[] = [];
  for (const { mid, register, client, undoOf } of acts) {
    if (logged.has(mid) || gone.has(mid)) continue;
    if (undoOf !== null && gone.has(undoOf)) gone.add(mid);
    else
      missing.push({
        fault: 'lost',
        register,
        what: `${mid} of ${client} is neither logged nor refused nor kept`,
      });
  }
  return missing;
}

function checkShown(shown: Line<'shown'>, register: StoredRegister | undefined): Violation[] {
  const wrong = (what: string): Violation[] => [
    { fault: 'desync', register: shown.register, what: `${shown.client}/${shown.tab} ${what}` },
  ];
  if (register === undefined) return wrong('shows a register that is not stored');
  if (shown.waiting > 0) return wrong(`still says that ${shown.waiting} wait`);
  if (shown.epoch !== register.epoch || shown.seq !== register.seq)
    return wrong(`is at ${shown.epoch}/${shown.seq}, the database at ${register.epoch}/${register.seq}`);
  if (shown.status !== register.status) return wrong(`shows it ${shown.status}`);
  const marks = new Map(shown.marks.map((mark) => [mark.pupil, mark]));
  const differing = register.marks.filter((mark) => !equal(mark, marks.get(mark.pupil)));
  if (differing.length > 0 || marks.size !== register.marks.length)
    return wrong(`shows ${differing.length} marks differently`);
  return [];
}

function equal(a: ShownMark, b: ShownMark | undefined): boolean {
  return b !== undefined && a.code === b.code && a.minutes === b.minutes && a.ver === b.ver;
}

/** The protocol's fingerprint, written a second time: two FNV-1a halves over `pupil|code|minutes|ver`, XORed. */
function digestOf(marks: readonly ShownMark[]): string {
  const half = (basis: number): string => {
    let all = 0;
    for (const { pupil, code, minutes, ver } of marks) {
      let hash = basis;
      for (const character of `${pupil}|${code ?? ''}|${minutes ?? ''}|${ver}`)
        hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
      all ^= hash;
    }
    return (all >>> 0).toString(16).padStart(8, '0');
  };
  return half(0x1234567b) + half(0x811c9dc5);
}
