import type { Mark } from '@quad/shared/attendance';
import { lastOf, lastOfEras } from './check-log';
import type { Act, History, View } from './history';

/** Marks in words, in the roll's order or any other. */
function inWords(marks: readonly Mark[]): string {
  return marks
    .map(({ pupil, code, minutes, ver }) => `${pupil.slice(-2)}:${code ?? '-'}:${minutes ?? ''}:${ver}`)
    .sort()
    .join(' ');
}

function byScreen(views: readonly View[]): Map<string, View[]> {
  const screens = new Map<string, View[]>();
  for (const view of views) {
    const key = `${view.tab} ${view.registerId}`;
    const screen = screens.get(key);
    if (screen === undefined) screens.set(key, [view]);
    else screen.push(view);
  }
  return screens;
}

/** I5: what a screen shows never goes back, neither in seq within an epoch nor in epoch. */
export function* neverBackwards(history: History): Iterable<string> {
  for (const [screen, views] of byScreen(history.views)) {
    let last = { epoch: 0, seq: 0 };
    for (const { place, t } of views) {
      const back = place.epoch < last.epoch || (place.epoch === last.epoch && place.seq < last.seq);
      if (back)
        yield `${screen} at ${t} ms: from ${last.epoch}/${last.seq} back to ${place.epoch}/${place.seq}`;
      last = place;
    }
  }
}

const categoryOf: Record<string, string> = { P: 'present', L: 'late', A: 'absent' };

/** I6: the same seq means the same marks and the same digest, on every screen and in the database; counts are those of the marks. */
export function* equalDigests(history: History): Iterable<string> {
  const known = new Map<string, { digest: string; words?: string; status?: string }>();
  for (const { record, era } of history.committed) {
    const { _id, epoch, seq, digest, marks, counts, status, log } = record;
    for (let i = log.length - 1; i >= 0; i--) {
      const entry = log[i];
      if (entry === undefined || known.has(`${_id} ${entry.epoch}/${entry.seq}`)) break;
      // a state between two that were written together
      known.set(`${_id} ${entry.epoch}/${entry.seq}`, { digest: entry.digest });
    }
    known.set(`${_id} ${epoch}/${seq}`, { digest, words: inWords(marks), status });
    const tally: Record<string, number> = {};
    for (const { code } of marks) {
      const category = code === null ? 'unmarked' : (categoryOf[code] ?? code);
      tally[category] = (tally[category] ?? 0) + 1;
    }
    for (const [category, count] of Object.entries(counts))
      if (count !== (tally[category] ?? 0))
        yield `${_id} ${seq} (era ${era}) counts ${count} ${category} and has ${tally[category] ?? 0}`;
  }
  for (const { tab, registerId, place, digest, marks, status, t } of history.corrupted ? [] : history.views) {
    const there = known.get(`${registerId} ${place.epoch}/${place.seq}`);
    if (place.epoch === 0) continue;
    const where = `${tab} at ${t} ms shows ${registerId} ${place.epoch}/${place.seq}`;
    if (there === undefined) yield `${where}, which no majority ever had`;
    else if (there.digest !== digest) yield `${where} with another digest`;
    else if (
      marks !== null &&
      there.words !== undefined &&
      (inWords(marks) !== there.words || status !== there.status)
    )
      yield `${where} with other marks: ${inWords(marks)} instead of ${there.words}`;
  }
}

/** Of what two tabs of one device do at once, the disk says which came first. */
const sameMomentMs = 200;

/** I7: a mark made here stays as made until the screen has the entry that settles it, or it came back as not saved. */
export function* neverFlipsBack(history: History): Iterable<string> {
  const settledAt = new Map<string, { epoch: number; seq: number }[]>();
  for (const { record } of lastOfEras(history))
    for (const { mid, seq } of record.log) {
      const places = settledAt.get(mid) ?? [];
      settledAt.set(mid, [...places, { epoch: record.epoch, seq }]);
    }
  const screens = byScreen(history.views);
  for (const act of history.acts) {
    if (act.kind !== 'mark' || act.changes.length === 0) continue;
    yield* followed(
      act,
      screens.get(`${act.tab} ${act.registerId}`) ?? [],
      settledAt.get(act.mid) ?? [],
      history,
    );
  }
}

function* followed(
  act: Act,
  screen: readonly View[],
  settled: readonly { epoch: number; seq: number }[],
  history: History,
): Iterable<string> {
  const pupils = new Map(act.changes.map(({ pupil, code }) => [pupil, code]));
  // whoever marks the pupil again on this device, or takes something back, has another wish
  const again = history.acts.find(
    (other) =>
      other !== act &&
      other.client === act.client &&
      other.registerId === act.registerId &&
      (other.order > act.order || (other.tab !== act.tab && act.t - other.t < sameMomentMs)) &&
      (other.undoOf !== null || other.changes.some(({ pupil }) => pupils.has(pupil))),
  );
  for (const { t, order, place, shown, notSaved } of screen) {
    if (order < act.order) continue;
    if (again !== undefined && order > Math.max(again.order, act.order)) return;
    if (notSaved.includes(act.mid)) return;
    if (settled.some(({ epoch, seq }) => epoch === place.epoch && place.seq >= seq)) return;
    for (const [pupil, code] of pupils)
      if (pupil in shown && shown[pupil] !== code)
        yield `${act.tab} at ${t} ms shows ${shown[pupil] ?? 'nothing'} for ${pupil.slice(-2)} and ${code ?? 'nothing'} was done at ${act.t} ms`;
  }
}

/** I9: once it was quiet for long enough every screen shows what the database has, and nothing waits. */
export function* inLine(history: History): Iterable<string> {
  const registers = lastOf(history);
  for (const { tab, registerId, place, marks, status, waiting, refused } of history.last) {
    const register = registers.get(registerId);
    if (register === undefined) continue;
    if (refused !== null) continue;
    if (waiting > 0) yield `${tab}: ${waiting} still wait in ${registerId}`;
    if (place.epoch !== register.epoch || place.seq !== register.seq)
      yield `${tab} is at ${place.epoch}/${place.seq} of ${registerId}, the database at ${register.epoch}/${register.seq}`;
    else if (marks === null || inWords(marks) !== inWords(register.marks) || status !== register.status)
      yield `${tab} shows ${inWords(marks ?? [])} of ${registerId}, the database has ${inWords(register.marks)}`;
  }
  for (const { client, registerId, waiting } of history.kept)
    if (waiting > 0) yield `${waiting} still wait on the device of ${client} for ${registerId}`;
}

/** I10: where nothing broke nothing was repaired. What a screen asks to begin with is no repair. */
export function* noRepairs(history: History): Iterable<string> {
  if (!history.faultless) return;
  for (const [screen, views] of byScreen([...history.views, ...history.last])) {
    const first = views.find(({ place }) => place.epoch !== 0);
    const worst = views.find(({ repairs }) => first !== undefined && repairs > first.repairs);
    if (worst !== undefined) yield `${screen} repaired itself at ${worst.t} ms, and nothing was broken`;
  }
}
