import { counted, difference, secondsIn, type Range } from '@quad/shared/learning';
import type { ViewingRecord } from '../../../server/src/modules/learning/viewing/viewing.model';
import type { Violation, ViewingInvariant } from '../checker';
import type { Watched } from './run';
import { mostSkew } from './world';

/** film a second of real time, and the most that one gap is worth, seconds */
const pace = 2;
const mostAtOnce = 150;

type Check = (watched: Watched) => Iterable<string>;

/** What must hold of credited watching, each a check over what was written and what really happened. */
const invariants: Record<ViewingInvariant, Check> = {
  V1: withinTime,
  V2: onlyWhatWasSentAndSaid,
  V3: confirmedIsKept,
  V4: onlyGrows,
  V5: toldOnce,
  V6: newestHasThePlace,
  V7: nothingHonestIsLost,
};

export function checkViewing(watched: Watched): Violation[] {
  return (Object.entries(invariants) as [ViewingInvariant, Check][]).flatMap(([invariant, find]) => {
    for (const what of find(watched)) return [{ invariant, what }];
    return [];
  });
}

/** All that a person ever claimed fits into real time × 2 since they first began, and no gap is worth more than it may be. */
function* withinTime({ world }: Watched): Iterable<string> {
  const claimed = new Map<string, Map<string, number>>();
  for (const { t, viewing } of world.database.written) {
    const { _id, personId } = viewing;
    const mine = claimed.get(personId) ?? new Map<string, number>();
    claimed.set(personId, mine);
    const seconds = secondsIn(viewing.claimed);
    const more = seconds - (mine.get(_id) ?? 0);
    mine.set(_id, seconds);
    const all = [...mine.values()].reduce((sum, each) => sum + each, 0);
    const passed = (t - (world.begun.get(personId) ?? 0) + 2 * mostSkew) / 1_000;
    if (all > passed * pace) yield `${personId} claims ${all} s of film in ${passed} s`;
    if (more > mostAtOnce) yield `${personId} claims ${more} s of film at once`;
  }
}

function* onlyWhatWasSentAndSaid({ world }: Watched): Iterable<string> {
  for (const [id, viewing] of world.database.viewings) {
    const believed = counted(viewing);
    const said = (world.said.get(id) ?? []).flatMap(({ played }) => played);
    for (const [bound, of] of [
      [world.handed.get(id) ?? [], 'sent'],
      [said, 'said'],
    ] as const) {
      const rest = difference(believed, bound);
      if (rest.length > 0) yield `${id}: ${shown(rest)} counts and was never ${of}`;
    }
    if (viewing.seconds !== secondsIn(believed)) yield `${id}: ${viewing.seconds} s of ${shown(believed)}`;
  }
}

function* confirmedIsKept({ world }: Watched): Iterable<string> {
  for (const [id, confirmed] of world.confirmed) {
    const lost = difference(
      within(confirmed, world.database.viewings.get(id)),
      world.database.viewings.get(id)?.claimed ?? [],
    );
    if (lost.length > 0) yield `${id}: ${shown(lost)} was confirmed and is on no record`;
  }
}

function* onlyGrows({ world }: Watched): Iterable<string> {
  const last = new Map<string, ViewingRecord>();
  for (const { viewing } of world.database.written) {
    const before = last.get(viewing._id);
    for (const field of ['claimed', 'fetched'] as const) {
      const lost = difference(before?.[field] ?? [], viewing[field]);
      if (lost.length > 0) yield `${viewing._id}: ${shown(lost)} is ${field} no more`;
    }
    last.set(viewing._id, viewing);
  }
}

/** What an enrolment knows is what its viewing says it was told: each second once. */
function* toldOnce({ world }: Watched): Iterable<string> {
  for (const { viewing, enrolled } of world.database.written)
    if (viewing.told.seconds !== enrolled || enrolled > viewing.earlier + viewing.seconds)
      yield `${viewing._id}: the enrolment knows ${enrolled} s, of ${viewing.seconds} s ${viewing.told.seconds} were told`;
}

function* newestHasThePlace({ world }: Watched): Iterable<string> {
  const places = new Map<string, number>();
  for (const { viewing } of world.database.written) {
    const moved = places.get(viewing._id) !== viewing.position && viewing.position !== 0;
    const said = (world.said.get(viewing._id) ?? []).filter((each) => each.position === viewing.position);
    if (moved && said.every((each) => each.viewing !== viewing.viewing))
      yield `${viewing._id}: ${viewing.position} was said by an older tab than ${viewing.viewing}`;
    places.set(viewing._id, viewing.position);
  }
}

/** In the end all that was really played is on record; it counts, where no server was killed with what it had sent. */
function* nothingHonestIsLost({ world, honest }: Watched): Iterable<string> {
  for (const { place, kept } of honest) {
    const viewing = world.database.viewings.get(place.viewingId);
    if (viewing === undefined) continue;
    const lost = difference(kept.played, viewing.claimed);
    if (lost.length > 0) yield `${place.viewingId}: ${shown(lost)} was played and is on no record`;
    const uncounted = world.kills > 0 ? [] : difference(kept.played, counted(viewing));
    if (uncounted.length > 0)
      yield `${place.viewingId}: ${shown(uncounted)} was played and sent, and does not count`;
    const told = viewing.told.seconds;
    if (!viewing.playing && told !== viewing.seconds)
      yield `${place.viewingId}: ${told} of ${viewing.seconds} s were told`;
  }
}

function within(ranges: readonly Range[], viewing: ViewingRecord | undefined): Range[] {
  const end = viewing?.duration ?? 0;
  return ranges.map(([from, to]): Range => [from, Math.min(to, end)]);
}

function shown(ranges: readonly Range[]): string {
  return ranges.map(([from, to]) => `${from}–${to} s`).join(', ');
}
