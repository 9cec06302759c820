import type {
  Action,
  ActionKind,
  ActionResult,
  Entry,
  EntryChange,
  Mark,
  MarkChange,
  Rejection,
} from './attendance.dto';
import { codeOf, type CodeSetId } from './codes';
import { digestOf } from './digest';
import { applyEntry, type RegisterState } from './register';

/** A register as the server decides on it: with its log, which is history, outbox and receipts at once. */
export interface LoggedRegister extends RegisterState {
  codeSet: CodeSetId;
  /** district time (ms) from which teachers may no longer change it */
  lockAt?: number | null;
  log: readonly Entry[];
  /** about the size of the log as JSON, in characters */
  bytes: number;
}

export interface Actor {
  personId: string;
  clientId: string;
  /** the role in which this person may do such a thing to this register, or null */
  roleFor(kind: ActionKind): string | null;
  /** whether the office has granted this pupil a code that is its own to give, by an approved absence */
  isGranted?(pupil: string, code: string): boolean;
}

export interface Resolution<R> {
  register: R;
  /** in log order, to be written in one update */
  entries: Entry[];
  results: ActionResult[];
}

/** A document must stay far below the database's 16 MB, and a push onto it quick. */
export const logLimit = { entries: 500, bytes: 256 * 1024 };

/**
 * Decides what becomes of `actions` on `register` at district time `now` (ms), in their order. Pure: the server runs it before
 * its compare-and-set, the simulator runs the very same function. An action whose mid is in the log gets its stored result again.
 */
export function resolve<R extends LoggedRegister>(
  register: R,
  actions: readonly Action[],
  actor: Actor,
  now: number,
): Resolution<R> {
  let current = register;
  const entries: Entry[] = [];
  const results: ActionResult[] = [];
  for (const action of actions) {
    const known = current.log.find((entry) => entry.mid === action.mid);
    if (known !== undefined) {
      results.push({ mid: action.mid, out: known.out, seq: known.seq });
      continue;
    }
    const decided = decide(current, action, actor, now);
    if (typeof decided === 'string') {
      results.push({ mid: action.mid, out: 'rejected', reason: decided });
      continue;
    }
    const applied = applyEntry(current, decided);
    const entry: Entry = { ...decided, digest: digestOf(applied.marks) };
    current = { ...applied, log: [...current.log, entry], bytes: current.bytes + sizeOf(entry) };
    entries.push(entry);
    results.push({ mid: action.mid, out: entry.out, seq: entry.seq });
  }
  return { register: current, entries, results };
}

function decide(
  register: LoggedRegister,
  action: Action,
  actor: Actor,
  now: number,
): Omit<Entry, 'digest'> | Rejection {
  const role = actor.roleFor(action.kind);
  if (role === null) return 'not_allowed';
  if (role !== 'system' && isOvertaken(register, action, actor)) return 'overtaken';
  if (role === 'teacher' && now >= (register.lockAt ?? Infinity)) return 'register_locked';
  if (action.kind === 'mark' && register.status === 'closed' && action.reason === undefined)
    return 'register_closed';

  const tw = Math.max(now, register.tw);
  const changes = decideChanges(register, action, actor, role, tw);
  if (changes.length > 0 && changes.every((change) => change.out === 'rejected')) {
    return whyRejected(register, changes);
  }
  const entry = {
    seq: register.seq + 1,
    kind: action.kind,
    mid: action.mid,
    client: actor.clientId,
    n: action.n,
    by: actor.personId,
    role,
    changes,
    ...('reason' in action && action.reason !== undefined ? { reason: action.reason } : {}),
    out: outcome(register, action, changes),
    at: action.at,
    ...(action.doubtful ? { doubtful: true as const } : {}),
    tw,
    seen: action.seen,
    epoch: register.epoch,
  };
  const full = register.log.length >= logLimit.entries || register.bytes + sizeOf(entry) > logLimit.bytes;
  return full ? 'register_full' : entry;
}

/**
 * A device sends in order, so an action behind a later one of the same device was refused before and its answer was lost.
 * Taken now it would come in after what its own person did later.
 */
function isOvertaken({ log }: LoggedRegister, { n }: Action, { clientId, personId }: Actor): boolean {
  return log.some((entry) => entry.client === clientId && entry.by === personId && entry.n > n);
}

function outcome(register: LoggedRegister, action: Action, changes: readonly EntryChange[]): Entry['out'] {
  if (action.kind === 'close') return register.status === 'open' ? 'applied' : 'superseded';
  if (action.kind === 'reopen') return register.status === 'closed' ? 'applied' : 'superseded';
  const applied = changes.filter((change) => change.out === 'applied').length;
  if (applied === changes.length) return 'applied';
  return applied === 0 ? 'superseded' : 'partly';
}

function whyRejected(register: LoggedRegister, changes: readonly EntryChange[]): Rejection {
  const onRoll = changes.filter((change) => isOnRoll(register, change.pupil));
  if (onRoll.length === 0) return 'not_on_roll';
  return onRoll.some((change) => lacksReason(register, change)) ? 'reason_needed' : 'not_allowed';
}

function lacksReason(
  { codeSet }: LoggedRegister,
  { code, note }: Pick<MarkChange, 'note'> & { code?: string | null },
): boolean {
  return code != null && codeOf(codeSet, code)?.needsReason === true && (note ?? '') === '';
}

function decideChanges(
  register: LoggedRegister,
  action: Action,
  actor: Actor,
  role: string,
  tw: number,
): EntryChange[] {
  const t = clamp(action.at, timeSeen(register, action), tw);
  if (action.kind === 'mark') {
    const marks = new Map(register.marks.map((mark) => [mark.pupil, mark]));
    return action.changes.map((change) =>
      mayGive(register, change, action, actor, role)
        ? decideMark(register, marks.get(change.pupil), change, action, actor, t)
        : { ...change, out: 'rejected' as const, t },
    );
  }
  if (action.kind !== 'roll') return [];
  return action.changes.map((change) => {
    const moot = isOnRoll(register, change.pupil) === (change.roll === 'join');
    return { ...change, out: moot ? 'skipped' : 'applied', t };
  });
}

/** Some codes are the office's alone, and some say nothing without a reason. */
function mayGive(
  register: LoggedRegister,
  change: MarkChange,
  { reason }: Extract<Action, { kind: 'mark' }>,
  actor: Actor,
  role: string,
): boolean {
  const code = change.code === null ? undefined : codeOf(register.codeSet, change.code);
  const reserved = code?.officeOnly === true && role === 'teacher';
  const granted = !reserved || actor.isGranted?.(change.pupil, code.letter) === true;
  // a correction says why, and that is a reason
  return granted && (reason !== undefined || !lacksReason(register, change));
}

function decideMark(
  register: LoggedRegister,
  mark: Mark | undefined,
  change: MarkChange,
  action: Action,
  actor: Actor,
  t: number,
): EntryChange {
  const known = change.code === null || codeOf(register.codeSet, change.code) !== undefined;
  if (mark === undefined || !known) return { ...change, out: 'rejected', t };
  if (change.ifVer !== undefined && change.ifVer !== mark.ver) return { ...change, out: 'skipped', t };

  const standing = standingOf(register, mark);
  const causal =
    (action.seen.epoch === register.epoch && mark.ver <= action.seen.seq) || isOwn(standing, actor);
  // a time in doubt, which may be any, is not handed on to a mark whose own is sure
  const least = standing.doubtful && action.doubtful !== true ? 0 : standing.t;
  if (causal) return { ...change, out: 'applied', t: Math.max(t, least) };
  const wins = outranks({ t, mid: action.mid, doubtful: action.doubtful === true }, standing);
  return { ...change, out: wins ? 'applied' : 'superseded', t };
}

interface Rank {
  t: number;
  mid: string;
  doubtful: boolean;
}

/** Of two marks made without knowing of each other: the trusted clock first, then the later, then the greater mid. */
function outranks(a: Rank, b: Rank): boolean {
  if (a.doubtful !== b.doubtful) return b.doubtful;
  return a.t === b.t ? a.mid > b.mid : a.t > b.t;
}

interface Standing extends Rank {
  client: string | null;
  by: string | null;
}

/** The same device in the same hands: a client id is told to everybody who reads the register. */
function isOwn(standing: Standing, actor: Actor): boolean {
  return standing.client === actor.clientId && standing.by === actor.personId;
}

function standingOf(register: LoggedRegister, mark: Mark): Standing {
  const entry = mark.ver === 0 ? undefined : register.log[mark.ver - 1];
  const change = entry?.changes.find((c) => c.pupil === mark.pupil);
  if (entry === undefined || change === undefined)
    return { t: 0, mid: '', doubtful: false, client: null, by: null };
  return {
    t: change.t,
    mid: entry.mid,
    doubtful: entry.doubtful === true,
    client: entry.client,
    by: entry.by,
  };
}

/** Nobody acts before what they saw was written: the lower bound of an action's time. */
function timeSeen(register: LoggedRegister, action: Action): number {
  if (action.seen.epoch !== register.epoch || action.seen.seq === 0) return 0;
  return register.log[Math.min(action.seen.seq, register.log.length) - 1]?.tw ?? 0;
}

function isOnRoll(register: RegisterState, pupil: string): boolean {
  return register.marks.some((mark) => mark.pupil === pupil);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/** About what the entry weighs as JSON, in characters. Counted rather than written out: this runs twice for every save. */
function sizeOf({ changes, reason = '' }: Omit<Entry, 'digest'>): number {
  const notes = changes.reduce((sum, change) => sum + (change.note?.length ?? 0), 0);
  return 480 + changes.length * 110 + notes + reason.length;
}
