import type { Act, Committed, History } from './history';

/** How long a tab has to live on after an act, so that what it shows counts as a promise, ms */
const promiseMs = 2_000;

/** The last state of each register in each era. */
export function lastOfEras(history: History): Committed[] {
  const last = new Map<string, Committed>();
  for (const each of history.committed) last.set(`${each.era} ${each.record._id}`, each);
  return [...last.values()];
}

/** The last state of each register. */
export function lastOf(history: History): Map<string, Committed['record']> {
  return new Map(history.committed.map(({ record }) => [record._id, record]));
}

/**
 * I1: an acknowledged action is in the log exactly once, within its era where it was said to be, and at the end again unless
 * it came back as not saved, which it may only for a reason; and what a screen kept on showing is in the log or came back.
 */
export function* onceInTheLog(history: History): Iterable<string> {
  for (const { era, record } of lastOfEras(history)) {
    const seen = new Set<string>();
    for (const { mid, seq } of record.log) {
      if (seen.has(mid)) yield `${mid} is twice in the log of ${record._id}, again at ${seq} (era ${era})`;
      seen.add(mid);
    }
  }
  const eras = new Map(lastOfEras(history).map(({ era, record }) => [`${era} ${record._id}`, record]));
  for (const { registerId, era, result } of history.acked) {
    if (result.out === 'rejected') continue;
    const log = eras.get(`${era} ${registerId}`)?.log ?? [];
    // a restore takes the end of an era away; what it took is looked for at the end of the run
    const known = log[(result.seq ?? 0) - 1]?.mid === result.mid;
    if (!known) yield `${result.mid} was acknowledged as ${result.seq} and is not there`;
  }
  yield* acknowledgedAtTheEnd(history);
  yield* keptPromises(history);
  if (!history.unrefused) return;
  for (const { tab, notSaved } of history.last)
    for (const mid of notSaved) yield `${mid} came back on ${tab} without a reason`;
}

function* acknowledgedAtTheEnd(history: History): Iterable<string> {
  const accounted = accountOf(history);
  for (const { registerId, result } of history.acked)
    if (result.out !== 'rejected' && !accounted(registerId, result.mid))
      yield `${result.mid} was acknowledged, and at the end it is neither in the log nor among what was not saved`;
}

function* keptPromises(history: History): Iterable<string> {
  const accounted = accountOf(history);
  for (const { t, tab, registerId, mid } of history.acts) {
    const promised = (history.ended.get(tab) ?? Infinity) - t > promiseMs;
    if (promised && !accounted(registerId, mid))
      yield `${mid} was done at ${t} ms and is neither in the log nor among what was not saved`;
  }
}

/** Whether an action is in the log, or came back as not saved, or took back one that came back. */
function accountOf(history: History): (registerId: string, mid: string) => boolean {
  const logged = new Map(
    [...lastOf(history)].map(([id, { log }]) => [id, new Set(log.map((entry) => entry.mid))]),
  );
  const back = new Set(history.last.flatMap((view) => view.notSaved));
  const acts = new Map(history.acts.map((act) => [act.mid, act]));
  return (registerId, mid) => {
    const cameBack = (act: Act | undefined): boolean =>
      act !== undefined && (back.has(act.mid) || (act.undoOf !== null && cameBack(acts.get(act.undoOf))));
    return logged.get(registerId)?.has(mid) === true || back.has(mid) || cameBack(acts.get(mid));
  };
}

/** I2: what is in the log was submitted, and says what was submitted. */
export function* noPhantoms(history: History): Iterable<string> {
  const submitted = new Map(history.submitted.map((each) => [`${each.registerId} ${each.mid}`, each]));
  for (const { record } of lastOfEras(history))
    for (const { mid, seq, changes, client } of record.log) {
      const said = submitted.get(`${record._id} ${mid}`);
      if (said === undefined || said.client !== client) yield `entry ${seq} ${mid} was never submitted`;
      else if (said.changes.length !== changes.length) yield `entry ${seq} ${mid} is not what was submitted`;
      for (const [i, change] of changes.entries()) {
        const same = said?.changes[i];
        if (same?.pupil !== change.pupil || same.code !== change.code || same.roll !== change.roll)
          yield `entry ${seq} ${mid} is not what was submitted`;
      }
    }
}

/** I3: seq counts 1, 2, 3 … in every state a majority had, and never falls within an era. */
export function* contiguous(history: History): Iterable<string> {
  const before = new Map<string, number>();
  for (const { era, record } of history.committed) {
    const { _id, log, seq } = record;
    const gap = log.findIndex((entry, i) => entry.seq !== i + 1);
    if (gap !== -1) yield `${_id} has ${log[gap]?.seq} in the place of ${gap + 1}`;
    if (log.length !== seq) yield `${_id} says seq ${seq} with ${log.length} entries`;
    const key = `${era} ${_id}`;
    if (seq < (before.get(key) ?? 0)) yield `${_id} fell from ${before.get(key)} to ${seq}`;
    before.set(key, seq);
  }
}

/** I4: the entries of one client stand in the order in which it made them. */
export function* clientOrder(history: History): Iterable<string> {
  const made = new Map(history.acts.map((act, i) => [act.mid, i]));
  for (const { record } of lastOfEras(history)) {
    const last = new Map<string, { n: number; tab: Map<string, number> }>();
    for (const { client, n, mid, seq } of record.log) {
      const order = made.get(mid);
      // nobody's hand: Quad itself numbers its actions anew every time
      if (order === undefined) continue;
      const before = last.get(client) ?? { n: 0, tab: new Map<string, number>() };
      if (n <= before.n) yield `entry ${seq} of ${client} has n ${n} after ${before.n}`;
      before.n = n;
      const tab = history.acts[order]?.tab ?? '';
      if (order < (before.tab.get(tab) ?? -1)) yield `entry ${seq} ${mid} was done before what it follows`;
      before.tab.set(tab, order);
      last.set(client, before);
    }
  }
}
